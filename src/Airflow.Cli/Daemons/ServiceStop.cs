using Airflow.Cli.Commands;
using Airflow.Cli.Roles;
using Airflow.Engine;

namespace Airflow.Cli.Daemons;

/// <summary>Ends the service that a process number file names: kindly, and after half a minute for sure.</summary>
internal static class ServiceStop
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(CommandContext context, string command, ServiceFiles files)
    {
        if (PidFile.FindProcess(files.Pid) is not { } pid)
        {
            var isStale = File.Exists(files.Pid);
            if (isStale)
            {
                File.Delete(files.Pid);
            }

            throw new AirflowException("service_not_running", isStale
                ? $"airflow {command} does not run: the process of {files.Pid} is gone, and now the file is, too."
                : $"airflow {command} does not run here: there is no {files.Pid}. If it was started with --pid, give the same --pid; if with another AIRFLOW_HOME, set that.");
        }

        Signal(pid, NativeMethods.SigTerm, command);
        if (!await WaitAsync(context, pid))
        {
            Signal(pid, NativeMethods.SigKill, command);
            context.Error.Write($"airflow {command} (process {pid}) did not end within {Patience.TotalSeconds} seconds and was killed.\n");
            await WaitAsync(context, pid);
            File.Delete(files.Pid);
        }

        context.Out.Write($"airflow {command} (process {pid}) has stopped.\n");
        return 0;
    }

    private static void Signal(int pid, int signal, string command)
    {
        if (NativeMethods.Kill(pid, signal) != 0 && PidIsThere(pid))
        {
            throw new AirflowException("service_not_stopped", $"airflow {command} (process {pid}) could not be signalled: it belongs to another user.");
        }
    }

    private static bool PidIsThere(int pid) => Directory.Exists($"/proc/{pid}");

    private static async Task<bool> WaitAsync(CommandContext context, int pid)
    {
        var start = context.Clock.GetTimestamp();
        while (context.Clock.GetElapsedTime(start) < Patience)
        {
            // a process that has ended but is not yet collected by its parent counts as gone, which Process.WaitForExit does not see
            if (!ProcessProbe.IsAlive(pid))
            {
                return true;
            }

            await Task.Delay(Step, context.Clock, context.CancellationToken);
        }

        return false;
    }
}
