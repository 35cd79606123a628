using System.Runtime.InteropServices;

namespace Airflow.Runtime.Bundles;

/// <summary>Hard links: one content under several names.</summary>
internal static partial class FileLinks
{
    /// <summary>Gives a file a second name; false where the file system has no such thing.</summary>
    public static bool TryLink(string existing, string path) => Link(existing, path) == 0;

    /// <summary>How many names a file has; -1 when it is gone.</summary>
    public static unsafe int Count(string path)
    {
        // struct statx: the number of links is the 32-bit field at byte 16
        var status = stackalloc byte[256];
        return Status(-100, path, 0, 0x4, status) == 0 ? *(int*)(status + 16) : -1;
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string existing, string path);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int Status(int folder, string path, int flags, uint mask, byte* status);
}
