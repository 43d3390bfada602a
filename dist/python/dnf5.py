"""Asks dnf 5 which packages a request needs, and has it download them. Nothing of the host's configuration is read."""

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import libdnf5.base
import libdnf5.comps
import libdnf5.repo
import libdnf5.rpm
import libdnf5.transaction

try:
    import libdnf5.exception
except ImportError:  # Before dnf 5.2.13.
    failures = (RuntimeError,)
else:
    failures = (RuntimeError, libdnf5.exception.Error)

from modulemd import Modules
from shared import Refusal, answer_by, lines_of
from streams import Choice

MANDATORY = libdnf5.comps.PackageType_MANDATORY
DEFAULT = MANDATORY | libdnf5.comps.PackageType_DEFAULT | libdnf5.comps.PackageType_CONDITIONAL
GROUP_TYPES = {
    "mandatory": MANDATORY,
    "default": DEFAULT,
    "all": DEFAULT | libdnf5.comps.PackageType_OPTIONAL,
}
USER = libdnf5.transaction.TransactionItemReason_USER
# In the folder that stands for an empty machine.
STATE_FOLDER = "/usr/lib/sysimage/libdnf5"
HARMLESS = (
    libdnf5.base.GoalProblem_MODULE_SOLVER_ERROR_DEFAULTS,
    libdnf5.base.GoalProblem_MODULE_SOLVER_ERROR_LATEST,
)
FLAGS = {True: libdnf5.base.GoalSetting_SET_TRUE, False: libdnf5.base.GoalSetting_SET_FALSE}


# What mirrors answered, for the detail of an error; the exception itself does not hold it.
complaints = []
# The bases own them, but Python must not forget them.
called_back = []


class Callbacks(libdnf5.repo.DownloadCallbacks):
    def mirror_failure(self, user_cb_data, msg, url, metadata):
        complaints.extend(lines_of(msg))
        return 0


def open_base(request):
    base = libdnf5.base.Base()
    callbacks = Callbacks()
    callbacks.thisown = False
    called_back.append(callbacks)
    base.set_download_callbacks(libdnf5.repo.DownloadCallbacksUniquePtr(callbacks))
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
    conf.system_state_dir = STATE_FOLDER
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
    """The caller checks them itself. The option has another name in dnf 5.2.6."""
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
        raise Refusal("repository", lines_of(text) + complaints, repository=names[0] if names else None)


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


def module_choice(base, request):
    """@throws Refusal "no-modules" if this build of dnf has none"""
    if not request["modules"]:
        return Choice(None, [])
    with open("/proc/self/maps", encoding="utf-8") as file:
        if "/libmodulemd." not in file.read():
            raise Refusal("no-modules", index=request["modules"][0]["index"])
    files = [repo.get_metadata_path("modules") for repo in libdnf5.repo.RepoQuery(base)]
    return Choice(Modules([file for file in files if file]), request["modules"])


def opened(request):
    """A base with all metadata, in which the streams asked for are enabled."""
    base = open_base(request)
    load(base)
    choice = module_choice(base, request)
    if choice.streams:
        choice.write_state(request["root"] + STATE_FOLDER)
        base = open_base({**request, "offline": True})
        load(base)
    return base, choice


def refuse_broken_modules(base, transaction, request, are_wanted):
    """
    Debian's libsolv takes no module for installable that needs the platform, as nearly all do: dnf 5 leaves open there
    which kind of packages it is about, and `noarch` is no architecture of Debian's.

    @param are_wanted if not, what streams hide must be missing before anything is said
    """
    text = "\n".join(transaction.get_resolve_logs_as_strings())
    platform = re.search(r"nothing provides module\((platform:[^()]+)\)", text)
    if platform is None:
        return
    query = libdnf5.rpm.PackageQuery(base)
    query.filter_provides([f"base-module({platform[1]})"])
    hidden = any(event.get_problem() == libdnf5.base.GoalProblem_EXCLUDED for event in transaction.get_resolve_logs())
    if not query.empty() and (hidden or are_wanted):
        lines = [line for line in lines_of(text) if platform[0] in line]
        raise Refusal("no-modules", lines, index=request["modules"][0]["index"] if request["modules"] else None)


def told_by(transaction):
    """Without what is only said of default streams: those it can do without."""
    return [
        line
        for event in transaction.get_resolve_logs()
        if event.get_problem() not in HARMLESS
        for line in lines_of(event.to_string())
    ]


def resolve(request):
    base, choice = opened(request)
    selection = Selection(base, request)
    selection.mark(choice)
    found = {"leftOut": selection.left_out, "unknown": selection.unknown, "modules": choice.answer()}
    if selection.unknown:
        refuse_broken_modules(base, selection.unknown_again(), request, False)
        found["known"] = known_names(base, selection.unknown, choice)
        if not request["ignoreMissing"]:
            return {"packages": [], **found}
    transaction = selection.goal.resolve()
    if transaction.get_problems() != libdnf5.base.GoalProblem_NO_PROBLEM:
        refuse_broken_modules(base, transaction, request, len(choice.streams) > 0)
        lines = told_by(transaction)
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
        raise Refusal("download", lines_of(error) + complaints, files=files_of(places))
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
