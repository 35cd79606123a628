using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Airflow.Storage.Sqlite;

/// <summary>Advisory locks of whole files, which the kernel gives back when a process dies.</summary>
internal static partial class NativeMethods
{
    public const int Shared = 1;
    public const int Exclusive = 2;
    public const int AtOnce = 4;
    public const int Unlock = 8;

    /// <summary>O_RDWR | O_CREAT | O_CLOEXEC</summary>
    public const int ReadWriteCreate = 0x2 | 0x40 | 0x80000;

    /// <summary>As File.OpenHandle, which would take a lock of its own kind.</summary>
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Flock(SafeFileHandle file, int operation);
}
