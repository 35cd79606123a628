using System.Diagnostics;

namespace Airflow.Testing.Local;

/// <summary>Waits until somebody has attached a debugger to this process.</summary>
internal static class DebuggerWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task ForAsync(string taskId, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync(
            $"Task {taskId} failed. Attach a debugger to process {Environment.ProcessId} and have it break on exceptions: the task is run once more then. Ctrl-C ends.");
        while (!Debugger.IsAttached)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
