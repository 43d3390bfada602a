"""Asks dnf 5 which packages a request needs, and has it download them. Nothing of the host's configuration is read."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import libdnf5.base
import libdnf5.repo
import libdnf5.rpm

try:
    import libdnf5.exception
except ImportError:  # Before dnf 5.2.13.
    failures = (RuntimeError,)
else:
    failures = (RuntimeError, libdnf5.exception.Error)

from modules5 import module_choice, refuse_broken_modules
from selection5 import Selection, known_names
from shared import Refusal, answer_by, lines_of

# In the folder that stands for an empty machine.
STATE_FOLDER = "/usr/lib/sysimage/libdnf5"
HARMLESS = (
    libdnf5.base.GoalProblem_MODULE_SOLVER_ERROR_DEFAULTS,
    libdnf5.base.GoalProblem_MODULE_SOLVER_ERROR_LATEST,
)

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
