using System.Diagnostics;

namespace Airflow.Shared;

/// <summary>A real redis-server of a test's own.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly string? password;
    private ServiceProcess? process;

    private RedisServer(int port, string? password)
    {
        folder = Directory.CreateTempSubdirectory("airflow-redis-").FullName;
        Port = port;
        this.password = password;
    }

    public int Port { get; }

    public string SocketPath => Path.Combine(folder, "redis.sock");

    public string Url => $"redis://{(password is null ? "" : $":{Uri.EscapeDataString(password)}@")}127.0.0.1:{Port}/0";

    public static async Task<RedisServer> StartAsync(string? password = null)
    {
        ServiceProcess.Require("redis-server");
        var server = new RedisServer(FreePort.Find(), password);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        List<string> arguments =
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder, "--unixsocket", SocketPath,
            .. password is null ? Array.Empty<string>() : ["--requirepass", password],
        ];
        process = await ServiceProcess.StartAsync(new ProcessStartInfo(ServiceProcess.Require("redis-server"), arguments), Port);
    }

    /// <summary>It ends, and everything in it is gone.</summary>
    public async Task StopAsync()
    {
        if (process is { } running)
        {
            process = null;
            await running.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }
}
