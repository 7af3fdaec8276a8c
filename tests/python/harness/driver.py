"""Which OpenGL the program draws with when there is no display: asked of EGL as app/platform/headless/egl_context.cpp does."""
import ctypes
import ctypes.util

EGL_EXTENSIONS, EGL_OPENGL_API = 0x3055, 0x30A2
EGL_PLATFORM_SURFACELESS_MESA, EGL_PLATFORM_DEVICE_EXT = 0x31DD, 0x313F
CORE_3_3 = (0x3098, 3, 0x30FB, 3, 0x30FD, 1, 0x3038)  # major, minor, profile, end
GL_RENDERER, GL_VERSION = 0x1F01, 0x1F02


def renderer():
    """ "llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5 (Core Profile) Mesa 22.3.6", or None where there is no context."""
    try:
        egl = ctypes.CDLL(ctypes.util.find_library("EGL") or "libEGL.so.1")
    except OSError:
        return None
    pointer = ctypes.c_void_p
    for name in ("eglGetProcAddress", "eglCreateContext"):
        getattr(egl, name).restype = pointer
    egl.eglQueryString.restype = ctypes.c_char_p

    def function(name, result, *arguments):
        address = egl.eglGetProcAddress(name)
        return ctypes.CFUNCTYPE(result, *arguments)(address) if address else None

    get_display = function(b"eglGetPlatformDisplayEXT", pointer, ctypes.c_uint, pointer, pointer)
    if get_display is None:
        return None
    client = (egl.eglQueryString(None, EGL_EXTENSIONS) or b"").split()
    displays = []
    if b"EGL_MESA_platform_surfaceless" in client:
        displays.append(get_display(EGL_PLATFORM_SURFACELESS_MESA, None, None))
    query = function(b"eglQueryDevicesEXT", ctypes.c_uint, ctypes.c_int, pointer, pointer)
    if b"EGL_EXT_platform_device" in client and query:
        devices, count = (pointer * 16)(), ctypes.c_int()
        query(16, ctypes.cast(devices, pointer), ctypes.cast(ctypes.byref(count), pointer))
        displays += [get_display(EGL_PLATFORM_DEVICE_EXT, device, None) for device in devices[: count.value]]
    for display in filter(None, displays):
        display = pointer(display)
        if not egl.eglInitialize(display, None, None) or not egl.eglBindAPI(EGL_OPENGL_API):
            continue
        context = pointer(egl.eglCreateContext(display, None, None, (ctypes.c_int * len(CORE_3_3))(*CORE_3_3)))
        if not context or not egl.eglMakeCurrent(display, None, None, context):
            continue
        text = function(b"glGetString", ctypes.c_char_p, ctypes.c_uint)
        found = f"{text(GL_RENDERER).decode()}, OpenGL {text(GL_VERSION).decode()}"
        egl.eglMakeCurrent(display, None, None, None)
        egl.eglDestroyContext(display, context)
        return found
    return None
