using System.Diagnostics;

namespace Airflow.Shared;

/// <summary>A real rabbitmq-server of a test's own: its node name, its ports, its own port mapper and its data belong to it alone.</summary>
internal sealed class RabbitMqServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly int mapper = FreePort.Find();
    private readonly int distribution = FreePort.Find();
    private ServiceProcess? names;
    private ServiceProcess? process;

    private RabbitMqServer()
    {
        folder = Directory.CreateTempSubdirectory("airflow-rabbitmq-").FullName;
        Port = FreePort.Find();
    }

    public int Port { get; }

    public string Url => $"amqp://guest:guest@127.0.0.1:{Port}//";

    private string Node => $"airflow{Port}@localhost";

    public static async Task<RabbitMqServer> StartAsync()
    {
        ServiceProcess.Require("rabbitmq-server");
        var server = new RabbitMqServer();
        await File.WriteAllTextAsync(Path.Combine(server.folder, "plugins"), "[].\n");
        await File.WriteAllTextAsync(Path.Combine(server.folder, "rabbitmq.conf"), $"listeners.tcp.default = 127.0.0.1:{server.Port}\nloopback_users = none\n");
        try
        {
            server.names = await ServiceProcess.StartAsync(server.With(new ProcessStartInfo(ServiceProcess.Require("epmd"), ["-port", $"{server.mapper}"])), server.mapper);
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task StartAgainAsync() =>
        process = await ServiceProcess.StartAsync(With(new ProcessStartInfo(ServiceProcess.Require("rabbitmq-server"))), Port);

    /// <summary>It ends; what is durable stays.</summary>
    public async Task StopAsync()
    {
        if (process is { } running)
        {
            process = null;
            await running.DisposeAsync();
        }
    }

    /// <summary>Takes away what it has kept, while it is stopped.</summary>
    public void Forget() => Directory.Delete(Path.Combine(folder, "data"), recursive: true);

    /// <summary>The rows that rabbitmqctl lists.</summary>
    public Task<IReadOnlyList<string>> ListAsync(params string[] arguments) => ControlAsync(["--no-table-headers", .. arguments]);

    /// <summary>Runs rabbitmqctl; returns what it prints, line by line.</summary>
    /// <exception cref="InvalidOperationException">It refused.</exception>
    public async Task<IReadOnlyList<string>> ControlAsync(params string[] arguments)
    {
        var start = With(new ProcessStartInfo(ServiceProcess.Require("rabbitmqctl"), ["-n", Node, "--silent", .. arguments]));
        start.RedirectStandardOutput = true;
        using var tool = Process.Start(start) ?? throw new InvalidOperationException("rabbitmqctl does not start.");
        var text = await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        return tool.ExitCode == 0
            ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)} ended with {tool.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (names is { } mapping)
        {
            await mapping.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private ProcessStartInfo With(ProcessStartInfo start)
    {
        foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = Node,
            ["RABBITMQ_BASE"] = folder,
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_DIST_PORT"] = $"{distribution}",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 1:1",
            ["ERL_EPMD_PORT"] = $"{mapper}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        })
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
