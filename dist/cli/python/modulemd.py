"""What modules a repository has, read with the library that dnf itself uses: dnf 5 has no words of Python for them."""

import ctypes

POINTER = ctypes.c_void_p
TEXT = ctypes.c_char_p
TEXTS = ctypes.POINTER(ctypes.c_char_p)


class PointerArray(ctypes.Structure):
    """GPtrArray of GLib."""

    _fields_ = [("data", ctypes.POINTER(POINTER)), ("length", ctypes.c_uint)]


# Name without "modulemd_", kind of the result, kinds of the arguments (modulemd-2.0 API reference).
FUNCTIONS = (
    ("load_file", POINTER, TEXT, POINTER),
    ("module_index_upgrade_streams", ctypes.c_int, POINTER, ctypes.c_int, POINTER),
    ("module_index_get_module", POINTER, POINTER, TEXT),
    ("module_index_get_module_names_as_strv", TEXTS, POINTER),
    ("module_get_all_streams", ctypes.POINTER(PointerArray), POINTER),
    ("module_get_defaults", POINTER, POINTER),
    ("module_stream_get_stream_name", TEXT, POINTER),
    ("module_stream_get_version", ctypes.c_uint64, POINTER),
    ("module_stream_v2_get_profile", POINTER, POINTER, TEXT),
    ("profile_get_rpms_as_strv", TEXTS, POINTER),
    ("defaults_v1_get_default_stream", TEXT, POINTER, TEXT),
    ("defaults_v1_get_default_profiles_for_stream_as_strv", TEXTS, POINTER, TEXT, TEXT),
)
STREAM_VERSION = 2


def texts(array):
    """A GStrv; null if there are none."""
    found = []
    while array and array[len(found)] is not None:
        found.append(array[len(found)].decode())
    return found


class Modules:
    """Of several repositories; what the first one says of a module holds."""

    def __init__(self, files):
        """@throws OSError if the host has no libmodulemd"""
        self.library = ctypes.CDLL("libmodulemd.so.2")
        for name, result, *arguments in FUNCTIONS:
            function = getattr(self.library, f"modulemd_{name}")
            function.restype, function.argtypes = result, arguments
        loaded = [self.call("load_file", file.encode(), None) for file in files]
        self.indexes = [index for index in loaded if index]
        for index in self.indexes:
            self.call("module_index_upgrade_streams", index, STREAM_VERSION, None)

    def call(self, name, *arguments):
        return getattr(self.library, f"modulemd_{name}")(*arguments)

    def names(self):
        lists = [texts(self.call("module_index_get_module_names_as_strv", index)) for index in self.indexes]
        return sorted({name for names in lists for name in names})

    def found(self, name):
        modules = [self.call("module_index_get_module", index, name.encode()) for index in self.indexes]
        return [module for module in modules if module]

    def streams(self, name):
        """The newest version of each stream, by its name."""
        newest = {}
        for module in self.found(name):
            array = self.call("module_get_all_streams", module).contents
            for place in range(array.length):
                stream = array.data[place]
                version = self.call("module_stream_get_version", stream)
                key = self.call("module_stream_get_stream_name", stream).decode()
                if key not in newest or version > newest[key][0]:
                    newest[key] = (version, stream)
        return {key: stream for key, (_, stream) in newest.items()}

    def defaults(self, name):
        found = [self.call("module_get_defaults", module) for module in self.found(name)]
        return [defaults for defaults in found if defaults]

    def default_stream(self, name):
        """None if there is none."""
        found = [self.call("defaults_v1_get_default_stream", one, None) for one in self.defaults(name)]
        return next((stream.decode() for stream in found if stream), None)

    def default_profiles(self, name, stream):
        found = [
            texts(self.call("defaults_v1_get_default_profiles_for_stream_as_strv", one, stream.encode(), None))
            for one in self.defaults(name)
        ]
        return next((profiles for profiles in found if profiles), [])

    def packages(self, name, stream, profile):
        """None if the stream has no such profile."""
        found = self.call("module_stream_v2_get_profile", self.streams(name)[stream], profile.encode())
        return texts(self.call("profile_get_rpms_as_strv", found)) if found else None
