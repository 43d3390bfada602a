"""The request in dnf 5's words."""

import libdnf5.base
import libdnf5.comps
import libdnf5.rpm
import libdnf5.transaction

MANDATORY = libdnf5.comps.PackageType_MANDATORY
DEFAULT = MANDATORY | libdnf5.comps.PackageType_DEFAULT | libdnf5.comps.PackageType_CONDITIONAL
GROUP_TYPES = {
    "mandatory": MANDATORY,
    "default": DEFAULT,
    "all": DEFAULT | libdnf5.comps.PackageType_OPTIONAL,
}
USER = libdnf5.transaction.TransactionItemReason_USER
FLAGS = {True: libdnf5.base.GoalSetting_SET_TRUE, False: libdnf5.base.GoalSetting_SET_FALSE}


class Selection:
    """The request as jobs of a goal; what is nowhere to be found is collected, not raised."""

    def __init__(self, base, request):
        self.base = base
        self.request = request
        self.goal = libdnf5.base.Goal(base)
        self.unknown = []
        self.left_out = []
        self.marked = []

    def settings(self):
        settings = libdnf5.base.GoalJobSettings()
        settings.set_skip_broken(FLAGS[self.request["ignoreBroken"]])
        settings.set_skip_unavailable(FLAGS[True])
        # Else a name stands for /usr/bin/NAME too, which it does not with dnf 4.
        settings.set_with_binaries(False)
        return settings

    def miss(self, kind, line):
        (self.left_out if line.get("optional") else self.unknown).append({"kind": kind, "index": line["index"]})

    def mark(self, choice):
        self.unknown += choice.unknown
        self.exclusions()
        self.profiles(choice)
        self.packages()
        self.groups()
        self.environment()

    def profiles(self, choice):
        """dnf 5 installs no profiles of modules, so their packages are asked for."""
        settings = self.settings()
        settings.set_skip_unavailable(FLAGS[self.request["ignoreMissing"]])
        for _, name in choice.packages:
            self.goal.add_install(name, settings)

    def find(self, spec, provides=True):
        query = libdnf5.rpm.PackageQuery(self.base)
        settings = libdnf5.base.ResolveSpecSettings()
        settings.set_with_provides(provides)
        settings.set_with_binaries(False)
        found, _ = query.resolve_pkg_spec(spec, settings, False)
        return query if found else None

    def exclusions(self):
        for line in self.request["exclude"]:
            found = self.find(line["spec"], provides=False)
            if found is None:
                self.left_out.append({"kind": "exclude", "index": line["index"]})
            else:
                self.base.get_rpm_package_sack().add_user_excludes(found)

    def packages(self):
        for line in self.request["install"]:
            spec = next((spec for spec in line["specs"] if self.find(spec) is not None), None)
            if spec is None:
                self.miss("package", line)
                continue
            self.goal.add_install(spec, self.settings())
            self.marked.append((line, spec))

    def unknown_again(self):
        """@returns what dnf says of the packages that were not found: they may be there, but hidden"""
        goal = libdnf5.base.Goal(self.base)
        for miss in self.unknown:
            if miss["kind"] == "package":
                for spec in self.request["install"][miss["index"]]["specs"]:
                    goal.add_install(spec, self.settings())
        return goal.resolve()

    def broken(self, installed):
        """The lines of which nothing is in the result; dnf leaves them out in silence if it may."""
        return [
            {"kind": "broken", "index": line["index"]}
            for line, spec in self.marked
            if not installed.intersection(package.get_nevra() for package in self.find(spec))
        ]

    def group_named(self, query, name):
        """@returns its id: by id first, by name else"""
        for one in query:
            if one.get_groupid() == name if hasattr(one, "get_groupid") else one.get_environmentid() == name:
                return name
        return next((identity(one) for one in query if one.get_name() == name), None)

    def groups(self):
        for line in self.request["groups"]:
            found = self.group_named(libdnf5.comps.GroupQuery(self.base), line["spec"])
            if found is None:
                self.miss("group", line)
                continue
            settings = self.settings()
            settings.set_group_package_types(GROUP_TYPES[line["members"]])
            self.goal.add_group_install(found, USER, settings)

    def environment(self):
        line = self.request["environment"]
        if line is None:
            return
        query = libdnf5.comps.EnvironmentQuery(self.base)
        found = (
            next((one.get_environmentid() for one in sorted(query, key=display_order)), None)
            if line["spec"] is None
            else self.group_named(query, line["spec"])
        )
        if found is None:
            self.miss("environment", line)
            return
        groups = libdnf5.comps.GroupQuery(self.base)
        unwanted = {self.group_named(groups, one["spec"]) for one in self.request["excludeGroups"]}
        environment = next(one for one in query if one.get_environmentid() == found)
        for group in environment.get_groups():
            if group in unwanted or self.group_named(groups, group) is None:
                continue
            settings = self.settings()
            settings.set_group_package_types(DEFAULT)
            self.goal.add_group_install(group, USER, settings)


def display_order(environment):
    if hasattr(environment, "get_order_int"):
        return environment.get_order_int()
    return int(environment.get_order() or 0)  # Before dnf 5.2.13.


def identity(one):
    return one.get_groupid() if hasattr(one, "get_groupid") else one.get_environmentid()


def known_names(base, unknown, choice):
    """For suggestions, and only when something is unknown: there may be many."""
    kinds = {miss["kind"] for miss in unknown}
    return {
        "package": sorted({package.get_name() for package in libdnf5.rpm.PackageQuery(base)})
        if "package" in kinds
        else [],
        "group": sorted(identity(one) for one in libdnf5.comps.GroupQuery(base)) if "group" in kinds else [],
        "environment": sorted(identity(one) for one in libdnf5.comps.EnvironmentQuery(base))
        if "environment" in kinds
        else [],
        "module": choice.modules.names() if "module" in kinds else [],
    }
