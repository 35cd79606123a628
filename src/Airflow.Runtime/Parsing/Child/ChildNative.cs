using System.Runtime.InteropServices;

namespace Airflow.Runtime.Parsing;

/// <summary>Calls of the operating system that .NET has no form for.</summary>
internal static partial class ChildNative
{
    public const int SigKill = 9;

    private const int DuplicateCloseOnExec = 1030;

    /// <summary>A copy that programs started later do not inherit.</summary>
    public static int DuplicateForSelf(int descriptor) => Control(descriptor, DuplicateCloseOnExec, 3);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    public static partial int SetProcessGroup(int processId, int groupId);

    [LibraryImport("libc", EntryPoint = "umask", SetLastError = true)]
    public static partial uint SetUserMask(uint mask);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);

    /// <summary>Ends the process now, without running anything more of it.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int code);
}
