# Reads a configuration for xl(1) with the functions of libxlutil that xl itself uses, which need no hypervisor. Prints what it says as JSON.
import ctypes
import json
import sys

file = sys.argv[1].encode()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
xlu = ctypes.CDLL("libxlutil.so.4.17")
pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
xlu.xlu_cfg_init.restype = pointer
xlu.xlu_cfg_init.argtypes = [pointer, text]
xlu.xlu_cfg_readfile.argtypes = [pointer, text]
xlu.xlu_cfg_get_string.argtypes = [pointer, text, ctypes.POINTER(text), number]
xlu.xlu_cfg_get_long.argtypes = [pointer, text, ctypes.POINTER(ctypes.c_long), number]
xlu.xlu_cfg_get_list.argtypes = [pointer, text, ctypes.POINTER(pointer), ctypes.POINTER(number), number]
xlu.xlu_cfg_get_listitem.restype = text
xlu.xlu_cfg_get_listitem.argtypes = [pointer, number]
xlu.xlu_disk_parse.argtypes = [pointer, number, ctypes.POINTER(text), pointer]


def must(code):
    if code != 0:
        sys.exit(code)


config = xlu.xlu_cfg_init(libc.fdopen(2, b"w"), file)
must(xlu.xlu_cfg_readfile(config, file))
said = {}
for name in ["name", "type", "bootloader", "kernel", "ramdisk", "cmdline", "boot", "bios"]:
    value = text()
    if xlu.xlu_cfg_get_string(config, name.encode(), ctypes.byref(value), 1) == 0:
        said[name] = value.value.decode()
for name in ["memory", "vcpus", "vnc"]:
    value = ctypes.c_long()
    if xlu.xlu_cfg_get_long(config, name.encode(), ctypes.byref(value), 1) == 0:
        said[name] = value.value
for name in ["disk", "vif"]:
    items, count = pointer(), number()
    if xlu.xlu_cfg_get_list(config, name.encode(), ctypes.byref(items), ctypes.byref(count), 1) == 0:
        said[name] = [xlu.xlu_cfg_get_listitem(items, index).decode() for index in range(count.value)]
for disk in said.get("disk", []):
    # The structure that it fills has a few hundred bytes.
    must(xlu.xlu_disk_parse(config, 1, (text * 1)(disk.encode()), ctypes.create_string_buffer(8192)))
print(json.dumps(said))
