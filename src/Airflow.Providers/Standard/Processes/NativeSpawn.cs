using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Airflow.Providers.Standard.Processes;

/// <summary>Starts a process as the leader of a new group, with the signals as a shell expects them.</summary>
internal static class NativeSpawn
{
    /// <summary>More than any C library needs for the objects of <c>posix_spawn</c>; the largest seen has 336 bytes.</summary>
    private const int ObjectSize = 1024;

    private static readonly int[] Signals =
    [
        NativeMethods.Hangup, NativeMethods.Interrupt, NativeMethods.Quit, NativeMethods.BrokenPipe, NativeMethods.Terminate, NativeMethods.ChildEnded,
    ];

    public static int Start(ProcessStart start, int output, int error)
    {
        var memory = Marshal.AllocHGlobal(3 * ObjectSize);
        var (actions, attributes, signals) = (memory, memory + ObjectSize, memory + (2 * ObjectSize));
        try
        {
            Check(NativeMethods.InitActions(actions), start);
            Check(NativeMethods.InitAttributes(attributes), start);
            Check(NativeMethods.AddOpen(actions, 0, "/dev/null", 0, 0), start);
            Check(NativeMethods.AddDuplicate(actions, output, 1), start);
            Check(NativeMethods.AddDuplicate(actions, error, 2), start);
            Check(NativeMethods.AddChangeFolder(actions, start.Folder), start);
            SetSignals(attributes, signals, start);
            Check(NativeMethods.SetGroup(attributes, 0), start);
            Check(NativeMethods.SetFlags(attributes, NativeMethods.SpawnSetGroup | NativeMethods.SpawnDefaultSignals | NativeMethods.SpawnSignalMask), start);
            string?[] arguments = [start.Path, .. start.Arguments, null];
            string?[] environment = [.. start.Environment.Select(pair => $"{pair.Key}={pair.Value}"), null];
            Check(NativeMethods.Spawn(out var pid, start.Path, actions, attributes, arguments, environment), start);
            return pid;
        }
        finally
        {
            _ = NativeMethods.DestroyActions(actions);
            _ = NativeMethods.DestroyAttributes(attributes);
            Marshal.FreeHGlobal(memory);
        }
    }

    /// <summary>.NET ignores SIGPIPE, which children would inherit: <c>yes | head</c> would never end.</summary>
    private static void SetSignals(nint attributes, nint signals, ProcessStart start)
    {
        _ = NativeMethods.EmptySet(signals);
        Check(NativeMethods.SetSignalMask(attributes, signals), start);
        foreach (var signal in Signals)
        {
            _ = NativeMethods.AddToSet(signals, signal);
        }

        Check(NativeMethods.SetDefaultSignals(attributes, signals), start);
    }

    private static void Check(int error, ProcessStart start)
    {
        if (error != 0)
        {
            throw new Win32Exception(error, $"'{start.Path}' could not be started in '{start.Folder}': {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }
}
