"""Asks dnf 5 which packages a request needs, and has it download them. Nothing of the host's configuration is read."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import libdnf5.base
import libdnf5.comps
import libdnf5.exception
import libdnf5.repo
import libdnf5.rpm
import libdnf5.transaction

try:
    import libdnf5.module
except ImportError:  # Debian builds dnf 5 without modules.
    modules_known = False
else:
    modules_known = True

from shared import Refusal, answer_by, lines_of

MANDATORY = libdnf5.comps.PackageType_MANDATORY
DEFAULT = MANDATORY | libdnf5.comps.PackageType_DEFAULT | libdnf5.comps.PackageType_CONDITIONAL
failures = (RuntimeError,) + ((libdnf5.exception.Error,) if hasattr(libdnf5.exception, "Error") else ())
GROUP_TYPES = {
    "mandatory": MANDATORY,
    "default": DEFAULT,
    "all": DEFAULT | libdnf5.comps.PackageType_OPTIONAL,
}
USER = libdnf5.transaction.TransactionItemReason_USER
FLAGS = {True: libdnf5.base.GoalSetting_SET_TRUE, False: libdnf5.base.GoalSetting_SET_FALSE}


class Complaints(libdnf5.repo.DownloadCallbacks):
    """Keeps what mirrors answered, for the detail of an error; the exception itself does not hold it."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def mirror_failure(self, user_cb_data, msg, url, metadata):
        self.lines += lines_of(msg)
        return 0


complaints = Complaints()


def open_base(request):
    base = libdnf5.base.Base()
    complaints.thisown = False
    base.set_download_callbacks(libdnf5.repo.DownloadCallbacksUniquePtr(complaints))
    conf = base.get_config()
    conf.installroot = request["root"]
    conf.use_host_config = False
    conf.config_file_path = ""
    conf.reposdir = []
    conf.varsdir = []
    conf.plugins = False
    conf.pluginpath = request["scratch"]
    conf.cachedir = request["cacheDirectory"]
    conf.system_cachedir = request["cacheDirectory"]
    conf.persistdir = os.path.join(request["scratch"], "persist")
    conf.system_state_dir = os.path.join(request["scratch"], "state")
    conf.logdir = request["scratch"]
    without_signatures(conf)
    conf.best = False
    conf.keepcache = True
    conf.install_weak_deps = request["weakDependencies"]
    conf.multilib_policy = "all" if request["multilib"] else "best"
    conf.optional_metadata_types = ["comps", "filelists", "modules"]
    conf.timeout = request["timeoutSeconds"]
    conf.retries = request["retries"]
    conf.skip_if_unavailable = False
    if request["offline"]:
        conf.cacheonly = "all"
    for name, value in request["variables"].items():
        base.get_vars().set(name, value)
    base.setup()
    for name, value in request["variables"].items():
        base.get_vars().set(name, value)
    for wanted in request["repositories"]:
        repository(base, wanted, request)
    return base


def without_signatures(conf):
    """The caller checks them itself. The option had another name before dnf 5.2.11."""
    if hasattr(conf, "get_pkg_gpgcheck_option"):
        conf.pkg_gpgcheck = False
    else:
        conf.gpgcheck = False


def repository(base, wanted, request):
    repo = base.get_repo_sack().create_repo(wanted["id"])
    conf = repo.get_config()
    for name, value in wanted["settings"].items():
        setattr(conf, name, value)
    conf.skip_if_unavailable = False
    without_signatures(conf)
    conf.repo_gpgcheck = False
    if not request["offline"]:
        # Always ask whether the copy in the cache is still what the repository has.
        repo.expire()


def load(base):
    """Loads the metadata of each repository, and tells which one cannot be had."""
    repositories = libdnf5.repo.RepoQuery(base)
    repositories.filter_enabled(True)
    try:
        base.get_repo_sack().load_repos(libdnf5.repo.Repo.Type_AVAILABLE)
    except failures as error:
        text = str(error)
        names = [repo.get_id() for repo in repositories if f'"{repo.get_id()}"' in text]
        raise Refusal("repository", lines_of(text) + complaints.lines, repository=names[0] if names else None)


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

    def mark(self):
        self.modules()
        self.exclusions()
        self.packages()
        self.groups()
        self.environment()

    def modules(self):
        if self.request["modules"] and not modules_known:
            raise Refusal("no-modules", index=self.request["modules"][0]["index"])
        for line in self.request["modules"]:
            query = libdnf5.module.ModuleQuery(self.base)
            query.filter_name(line["name"])
            if line["stream"] is not None:
                query.filter_stream(line["stream"])
            if query.empty():
                self.unknown.append({"kind": "module", "index": line["index"]})
                continue
            if line["act"] == "disable":
                self.goal.add_module_disable(line["spec"], self.settings())
                continue
            stream = line["spec"].split("/")[0]
            self.goal.add_module_enable(stream, self.settings())
            if line["act"] == "install":
                self.install_profile(line, query)

    def install_profile(self, line, query):
        """dnf 5 installs no profiles, so their packages are asked for."""
        latest = max(query, key=lambda item: item.get_version())
        profiles = (
            latest.get_default_profiles() if line["profile"] is None else latest.get_profiles(line["profile"])
        )
        if not profiles:
            self.unknown.append({"kind": "module", "index": line["index"]})
        for profile in profiles:
            for name in profile.get_content():
                self.goal.add_install(name, self.settings())

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
            next((one.get_environmentid() for one in sorted(query, key=lambda one: one.get_order_int())), None)
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


def identity(one):
    return one.get_groupid() if hasattr(one, "get_groupid") else one.get_environmentid()


def describe(package):
    return {
        "name": package.get_name(),
        "epoch": int(package.get_epoch() or 0),
        "version": package.get_version(),
        "release": package.get_release(),
        "arch": package.get_arch(),
        "checksum": package.get_checksum().get_checksum(),
        "sizeBytes": package.get_download_size(),
        "installedBytes": package.get_install_size(),
        "repository": package.get_repo_id(),
        "location": package.get_location(),
    }


def known_names(base, unknown):
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
        "module": [],
    }


def resolve(request):
    base = open_base(request)
    load(base)
    selection = Selection(base, request)
    selection.mark()
    found = {"leftOut": selection.left_out, "unknown": selection.unknown}
    if selection.unknown:
        found["known"] = known_names(base, selection.unknown)
        if not request["ignoreMissing"]:
            return {"packages": [], **found}
    transaction = selection.goal.resolve()
    if transaction.get_problems() != libdnf5.base.GoalProblem_NO_PROBLEM:
        lines = [line for text in transaction.get_resolve_logs_as_strings() for line in lines_of(text)]
        if not request["ignoreBroken"] or not len(transaction.get_transaction_packages()):
            raise Refusal("dependencies", lines)
    installed = [item.get_package() for item in transaction.get_transaction_packages()]
    if request["ignoreBroken"]:
        found["leftOut"] += selection.broken({package.get_nevra() for package in installed})
    return {"packages": [describe(package) for package in installed], **found}


def download(request):
    base = open_base({**request, "offline": True})
    unfilter(base)
    load(base)
    wanted = {(one["repository"], one["location"]) for one in request["packages"]}
    packages = [
        package
        for package in libdnf5.rpm.PackageQuery(base)
        if (package.get_repo_id(), package.get_location()) in wanted
    ]
    if len(packages) < len(wanted):
        raise Refusal("metadata", ["the metadata in the cache was replaced while the build ran"])
    base.get_config().cacheonly = "none"
    downloader = libdnf5.repo.PackageDownloader(base)
    places = []
    for package in packages:
        file = file_of(package)
        if file is not None:
            places.append((package, file))
            continue
        folder = os.path.join(request["scratch"], "packages", package.get_repo_id())
        os.makedirs(folder, exist_ok=True)
        downloader.add(package, folder)
        places.append((package, os.path.join(folder, os.path.basename(package.get_location()))))
    try:
        downloader.download()
    except failures as error:
        raise Refusal("download", lines_of(error) + complaints.lines, files=files_of(places))
    return {"files": files_of(places)}


def unfilter(base):
    """What was chosen may be hidden by streams of modules, and this request enables none."""
    for repo in libdnf5.repo.RepoQuery(base):
        repo.get_config().module_hotfixes = True


def file_of(package):
    """Where it lies already, if its repository is a folder of this machine."""
    repo = package.get_repo()
    if not repo.is_local():
        return None
    file = os.path.join(repo.get_config().baseurl[0][len("file://") :], package.get_location())
    return file if os.path.exists(file) else None


def files_of(places):
    return [
        {"repository": package.get_repo_id(), "location": package.get_location(), "file": place}
        for package, place in places
        if os.path.exists(place)
    ]


answer_by({"resolve": resolve, "download": download})
