"""The request in dnf 4's words."""

import dnf.exceptions
import dnf.module.module_base
import dnf.subject

from shared import Refusal, lines_of

GROUP_TYPES = {
    "mandatory": ("mandatory",),
    "default": ("mandatory", "default", "conditional"),
    "all": ("mandatory", "default", "conditional", "optional"),
}


class Selection:
    """The request marked line by line; what is nowhere to be found is collected, not raised."""

    def __init__(self, base, request):
        self.base = base
        self.request = request
        self.strict = not request["ignoreBroken"]
        self.unknown = []
        self.left_out = []
        self.marked = []
        self.module_base = dnf.module.module_base.ModuleBase(base)

    def miss(self, kind, line):
        (self.left_out if line.get("optional") else self.unknown).append({"kind": kind, "index": line["index"]})

    def mark(self):
        self.modules()
        self.exclusions()
        self.packages()
        self.groups()
        self.environment()

    def modules(self):
        modules = self.module_base
        for line in self.request["modules"]:
            act = {"disable": modules.disable, "enable": modules.enable}.get(line["act"])
            try:
                if act is None:
                    modules.install([line["spec"]], self.strict)
                else:
                    act([line["spec"]])
            except dnf.exceptions.MarkingErrors as error:
                if error.module_depsolv_errors:
                    raise Refusal("dependencies", lines_of(error))
                self.unknown.append({"kind": "module", "index": line["index"], "detail": lines_of(error)})
            except dnf.exceptions.Error as error:
                raise Refusal("module", lines_of(error), index=line["index"])

    def enabled_modules(self):
        """Those that were asked for and what they need; disabled ones, too."""
        container = self.base._moduleContainer
        if not self.request["modules"] or container is None:
            return []
        enabled = [(name, stream, "enabled") for name, stream in container.getEnabledStreams().items()]
        disabled = [(name, "", "disabled") for name in container.getDisabledModules()]
        return [
            {
                "name": name,
                "stream": stream,
                "profiles": sorted(set(container.getInstalledProfiles(name))) if state == "enabled" else [],
                "state": state,
            }
            for name, stream, state in sorted(enabled + disabled)
        ]

    def module_names(self):
        return sorted({module.getName() for module in self.module_base.get_modules("*")[0]})

    def exclusions(self):
        for line in self.request["exclude"]:
            found = dnf.subject.Subject(line["spec"]).get_best_query(self.base.sack, with_provides=False)
            if found:
                self.base.sack.add_excludes(found)
            else:
                self.left_out.append({"kind": "exclude", "index": line["index"]})

    def packages(self):
        for line in self.request["install"]:
            for spec in line["specs"]:
                try:
                    self.base.install(spec, strict=self.strict)
                    self.marked.append((line, spec))
                    break
                except dnf.exceptions.MarkingError:
                    continue
            else:
                self.miss("package", line)

    def broken(self, installed):
        """The lines of which nothing is in the result; dnf leaves them out in silence if it may."""
        return [
            {"kind": "broken", "index": line["index"]}
            for line, spec in self.marked
            if not installed.intersection(dnf.subject.Subject(spec).get_best_query(self.base.sack))
        ]

    def groups(self):
        for line in self.request["groups"]:
            group = self.base.comps.group_by_pattern(line["spec"], case_sensitive=True)
            if group is None:
                self.miss("group", line)
            else:
                self.base.group_install(group.id, GROUP_TYPES[line["members"]], strict=self.strict)

    def environment(self):
        line = self.request["environment"]
        if line is None:
            return
        comps = self.base.comps
        environment = (
            next(iter(sorted(comps.environments, key=lambda one: one.display_order or 0)), None)
            if line["spec"] is None
            else comps.environment_by_pattern(line["spec"], case_sensitive=True)
        )
        if environment is None:
            self.miss("environment", line)
            return
        unwanted = [comps.group_by_pattern(one["spec"], case_sensitive=True) for one in self.request["excludeGroups"]]
        self.base.environment_install(
            environment.id,
            GROUP_TYPES["default"],
            strict=self.strict,
            exclude_groups={group.id for group in unwanted if group is not None},
        )


def known_names(base, selection):
    """For suggestions, and only when something is unknown: there may be many."""
    kinds = {miss["kind"] for miss in selection.unknown}
    comps = base.comps
    return {
        "package": sorted({package.name for package in base.sack.query().available()}) if "package" in kinds else [],
        "group": sorted({group.id for group in comps.groups}) if "group" in kinds else [],
        "environment": sorted({one.id for one in comps.environments}) if "environment" in kinds else [],
        "module": selection.module_names() if "module" in kinds else [],
    }
