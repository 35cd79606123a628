using System.Diagnostics;
using Airflow.Cli.Commands;
using Airflow.Engine;

namespace Airflow.Cli.Daemons;

/// <summary>Starts a service in the background and waits until it works, so that what keeps it from starting is said here.</summary>
internal static class ServiceStart
{
    private const int ShownLines = 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(CommandContext context, string command, ServiceFiles files)
    {
        if (PidFile.FindProcess(files.Pid) is { } running)
        {
            throw new AirflowException("service_running", $"airflow {command} runs already (process {running}, {files.Pid}). Stop it with: airflow {command} stop");
        }

        var printedBefore = Prepare(files.Out);
        var errorsBefore = Prepare(files.Error);
        using var process = Start(files);
        var start = context.Clock.GetTimestamp();
        while (PidFile.Read(files.Pid) != process.Id)
        {
            if (process.HasExited)
            {
                throw new AirflowException(
                    "service_failed", $"airflow {command} did not start (exit code {process.ExitCode}): {await ReadEndAsync(files.Error, errorsBefore, context.CancellationToken)}".TrimEnd());
            }

            if (context.Clock.GetElapsedTime(start) > Patience)
            {
                throw new AirflowException(
                    "service_failed", $"airflow {command} (process {process.Id}) is not ready after {Patience.TotalSeconds} seconds; it goes on trying. See {files.Log} and {files.Error}.");
            }

            await Task.Delay(Step, context.Clock, context.CancellationToken);
        }

        context.Out.Write(await ReadEndAsync(files.Out, printedBefore, context.CancellationToken));
        context.Out.Write($"airflow {command} runs in the background (process {process.Id}); its log is {files.Log}; stop it with: airflow {command} stop\n");
        return 0;
    }

    /// <summary>A first password may be printed, so nobody else is to read the file; returns its length so far.</summary>
    private static long Prepare(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        return file.Length;
    }

    /// <summary>The same words again, in a process whose streams are the files; the shell opens them and then becomes that process.</summary>
    private static Process Start(ServiceFiles files)
    {
        var executable = Environment.ProcessPath
            ?? throw new AirflowException("no_executable", "The path of this executable is not known, so that it cannot be started in the background.");
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "out=$1 err=$2; shift 2; exec \"$@\" </dev/null >>\"$out\" 2>>\"$err\"", "airflow", files.Out, files.Error, executable },
        };
        foreach (var word in Environment.GetCommandLineArgs().Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        start.Environment[ServiceOptions.BackgroundVariable] = "1";
        return Process.Start(start) ?? throw new AirflowException("service_failed", "/bin/sh could not be started.");
    }

    private static async Task<string> ReadEndAsync(string path, long from, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync(cancellationToken)).Split('\n');
        return string.Join('\n', lines.TakeLast(ShownLines));
    }
}
