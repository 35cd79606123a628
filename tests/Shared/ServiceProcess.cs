using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Airflow.Shared;

/// <summary>A service that a test starts for itself: on a port of its own, with its data in a temporary folder, ended with the test.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process) => this.process = process;

    /// <summary>Where the program is; without it the test is skipped, but fails in continuous integration.</summary>
    public static string Require(string program)
    {
        QuickLoop.Skip();
        // the programs of Debian's RabbitMQ in PATH want to be the user rabbitmq
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Prepend("/usr/lib/rabbitmq/bin");
        var path = folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new FileNotFoundException($"{program} is not installed.");
        }

        Assert.SkipWhen(path is null, $"{program} is not installed");
        return path!;
    }

    public static async Task<ServiceProcess> StartAsync(ProcessStartInfo start, int port)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var started = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start.");
        var output = new List<string>();
        started.OutputDataReceived += (_, line) => Keep(output, line.Data);
        started.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        var service = new ServiceProcess(started);
        var patience = Stopwatch.StartNew();
        while (!await AnswersAsync(port))
        {
            if (started.HasExited || patience.Elapsed > TimeSpan.FromSeconds(240))
            {
                await service.DisposeAsync();
                lock (output)
                {
                    throw new InvalidOperationException($"{start.FileName} does not answer on port {port}: {string.Join('\n', output)}");
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return service;
    }

    /// <summary>Sends it a signal: 19 to stop it, 18 to let it go on.</summary>
    public void Signal(int signal) => Kill(process.Id, signal).ShouldBe(0);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    private static void Keep(List<string> output, string? line)
    {
        lock (output)
        {
            output.Add(line ?? "");
        }
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
