"""Asks dnf 4 which packages a request needs, and has it download them. Nothing of the host's configuration is read."""

import logging
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import dnf
import dnf.callback
import dnf.exceptions
import dnf.module.module_base
import dnf.repo
import hawkey
import libdnf.repo

from shared import Complaints, Refusal, answer_by, lines_of

complaints = Complaints()
logging.getLogger("dnf").addHandler(complaints)
logging.getLogger("dnf").propagate = False

GROUP_TYPES = {
    "mandatory": ("mandatory",),
    "default": ("mandatory", "default", "conditional"),
    "all": ("mandatory", "default", "conditional", "optional"),
}


class Progress(dnf.callback.DownloadProgress):
    """Keeps what mirrors answered, for the detail of an error; the exception itself does not hold it."""

    def start(self, total_files, total_size, total_drpms=0):
        pass

    def progress(self, payload, done):
        pass

    def end(self, payload, status, msg):
        if msg:
            complaints.lines += lines_of(msg)


def open_base(request):
    conf = dnf.conf.Conf()
    for name in ("pluginpath", "pluginconfpath", "reposdir", "varsdir"):
        setattr(conf, name, [])
    conf.config_file_path = ""
    conf.installroot = request["root"]
    conf.cachedir = request["cacheDirectory"]
    conf.persistdir = os.path.join(request["scratch"], "persist")
    conf.logdir = request["scratch"]
    conf.plugins = False
    conf.gpgcheck = False
    conf.best = False
    conf.clean_requirements_on_remove = False
    conf.metadata_timer_sync = 0
    conf.fastestmirror = False
    conf.keepcache = True
    conf.install_weak_deps = request["weakDependencies"]
    conf.multilib_policy = "all" if request["multilib"] else "best"
    conf.timeout = request["timeoutSeconds"]
    conf.retries = request["retries"]
    for name, value in request["variables"].items():
        conf.substitutions[name] = value
    base = dnf.Base(conf)
    for wanted in request["repositories"]:
        base.repos.add(repository(wanted, conf, request))
    return base


def repository(wanted, conf, request):
    repo = dnf.repo.Repo(wanted["id"], conf)
    for name, value in wanted["settings"].items():
        setattr(repo, name, value)
    repo.skip_if_unavailable = False
    repo.gpgcheck = False
    repo.repo_gpgcheck = False
    repo.pkgdir = os.path.join(request["scratch"], "packages", wanted["id"])
    if request["offline"]:
        repo._repo.setSyncStrategy(libdnf.repo.Repo.SyncStrategy_ONLY_CACHE)
    else:
        # Always ask whether the copy in the cache is still what the repository has.
        repo._repo.expire()
    return repo


def load(base):
    """Loads the metadata of each repository, and tells which one cannot be had."""
    for repo in base.repos.iter_enabled():
        try:
            repo.load()
        except dnf.exceptions.RepoError as error:
            raise Refusal("repository", lines_of(error) + complaints.lines, repository=repo.id)
    try:
        base.fill_sack(load_system_repo=False)
    except dnf.exceptions.RepoError as error:
        raise Refusal("metadata", lines_of(error))
    base.read_comps(arch_filter=True)


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


def describe(package):
    digest = package.chksum[1] if package.chksum else b""
    return {
        "name": package.name,
        "epoch": package.epoch,
        "version": package.version,
        "release": package.release,
        "arch": package.arch,
        "checksum": digest.hex(),
        "sizeBytes": package.downloadsize,
        "installedBytes": package.installsize,
        "repository": package.reponame,
        "location": package.location,
    }


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


def resolve(request):
    base = open_base(request)
    load(base)
    selection = Selection(base, request)
    selection.mark()
    found = {"leftOut": selection.left_out, "unknown": selection.unknown, "modules": selection.enabled_modules()}
    if selection.unknown:
        found["known"] = known_names(base, selection)
        if not request["ignoreMissing"]:
            return {"packages": [], **found}
    try:
        base.resolve()
    except dnf.exceptions.DepsolveError as error:
        raise Refusal("dependencies", lines_of(error))
    installed = base.transaction.install_set
    if request["ignoreBroken"]:
        found["leftOut"] += selection.broken(set(installed))
    return {"packages": [describe(package) for package in installed], **found}


def download(request):
    base = open_base({**request, "offline": True})
    load(base)
    wanted = {(one["repository"], one["location"]) for one in request["packages"]}
    # Streams of modules hide packages, and this request enables none.
    everything = base.sack.query(flags=hawkey.IGNORE_EXCLUDES).available()
    packages = [
        package
        for package in everything
        if (package.reponame, package.location) in wanted
    ]
    if len(packages) < len(wanted):
        raise Refusal("metadata", ["the metadata in the cache was replaced while the build ran"])
    remote = [package for package in packages if not package._is_local_pkg()]
    try:
        base.download_packages(remote, Progress())
    except dnf.exceptions.DownloadError as error:
        raise Refusal("download", lines_of(error) + complaints.lines, files=files_of(packages))
    return {"files": files_of(packages)}


def files_of(packages):
    return [
        {"repository": package.reponame, "location": package.location, "file": package.localPkg()}
        for package in packages
        if os.path.exists(package.localPkg())
    ]


answer_by({"resolve": resolve, "download": download})
