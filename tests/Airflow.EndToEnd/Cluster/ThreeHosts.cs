using System.Diagnostics;
using System.Globalization;

namespace Airflow.EndToEnd.Cluster;

/// <summary>
/// Three hosts with addresses of their own, each a network namespace, on a switch in a fourth. On the first one run PostgreSQL and Redis,
/// reachable by the others as servers are.
/// </summary>
internal sealed class ThreeHosts : IAsyncDisposable
{
    public const string MasterAddress = "10.77.0.1";
    private const string User = "airflow_user";
    private const string Password = "airflow_pass123";
    private readonly string prefix = $"af{Environment.ProcessId % 100_000}";
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-hosts-").FullName;
    private readonly List<Process> services = [];
    private readonly List<StandaloneHome> homes = [];

    public StandaloneHome Master => homes[0];

    public StandaloneHome WorkerA => homes[1];

    public StandaloneHome WorkerB => homes[2];

    public static string DatabaseUrl => $"postgresql+psycopg2://{User}:{Password}@{MasterAddress}/airflow_db";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Switch => $"{prefix}s";

    public static async Task<ThreeHosts> StartAsync()
    {
        Assert.SkipWhen(Environment.UserName != "root" || !File.Exists("/usr/sbin/ip"), "network namespaces need root and iproute2");
        Assert.SkipWhen(Programs("initdb") is null && Environment.GetEnvironmentVariable("CI") != "true", "postgresql is not installed here");
        var hosts = new ThreeHosts();
        try
        {
            await hosts.BuildNetworkAsync();
            await hosts.StartServicesAsync();
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Pulls a host's cable: 0 the master, 1 and 2 the workers.</summary>
    public Task CutAsync(int host) => RunAsync("ip", "-n", Switch, "link", "set", $"p{host}", "down");

    public Task HealAsync(int host) => RunAsync("ip", "-n", Switch, "link", "set", $"p{host}", "up");

    public async ValueTask DisposeAsync()
    {
        foreach (var home in Enumerable.Reverse(homes))
        {
            await home.DisposeAsync();
        }

        foreach (var service in services)
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync(CancellationToken.None);
            service.Dispose();
        }

        foreach (var name in new[] { Host(0), Host(1), Host(2), Switch }.Where(name => File.Exists($"/run/netns/{name}")))
        {
            await RunAsync("ip", "netns", "del", name);
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Host(int index) => string.Create(CultureInfo.InvariantCulture, $"{prefix}h{index}");

    /// <summary>With a name of its own, too: workers are told apart by it.</summary>
    private string[] On(int host, params string[] words) => ["ip", "netns", "exec", Host(host), "unshare", "--uts", "sh", "-c", $"hostname host{host} && exec \"$@\"", "sh", .. words];

    private async Task BuildNetworkAsync()
    {
        await RunAsync("ip", "netns", "add", Switch);
        await RunAsync("ip", "-n", Switch, "link", "add", "br0", "type", "bridge");
        await RunAsync("ip", "-n", Switch, "link", "set", "br0", "up");
        for (var index = 0; index < 3; index++)
        {
            await RunAsync("ip", "netns", "add", Host(index));
            await RunAsync("ip", "-n", Host(index), "link", "add", "eth0", "type", "veth", "peer", "name", $"p{index}", "netns", Switch);
            await RunAsync("ip", "-n", Host(index), "addr", "add", $"10.77.0.{index + 1}/24", "dev", "eth0");
            await RunAsync("ip", "-n", Host(index), "link", "set", "lo", "up");
            await RunAsync("ip", "-n", Host(index), "link", "set", "eth0", "up");
            await RunAsync("ip", "-n", Switch, "link", "set", $"p{index}", "master", "br0");
            await RunAsync("ip", "-n", Switch, "link", "set", $"p{index}", "up");
            homes.Add(new StandaloneHome { DatabaseUrl = DatabaseUrl, Launcher = On(index) });
        }
    }

    private async Task StartServicesAsync()
    {
        var data = Path.Combine(folder, "pg");
        Directory.CreateDirectory(data);
        await RunAsync("chmod", "755", folder);
        await RunAsync("chown", "postgres", data);
        var programs = Programs("initdb") ?? throw new InvalidOperationException("postgresql is not installed");
        await RunAsync("runuser", "-u", "postgres", "--", Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await File.AppendAllTextAsync(Path.Combine(data, "pg_hba.conf"), "host all all 10.77.0.0/24 scram-sha-256\n", Cancel);
        Start(On(0, "runuser", "-u", "postgres", "--", Path.Combine(programs, "postgres"), "-D", data, "-c", "listen_addresses=*", "-c", $"unix_socket_directories={data}", "-c", "fsync=off"));
        Start(On(0, "redis-server", "--port", "6379", "--bind", MasterAddress, "--protected-mode", "no", "--save", "", "--dir", folder));
        string[] psql = [Path.Combine(programs, "psql"), "-h", data, "-U", "postgres", "-d", "postgres", "-q", "-c"];
        await Master.WaitAsync("PostgreSQL", async () => await TryAsync([.. psql, "SELECT 1"]) == 0);
        await RunAsync([.. psql, $"CREATE USER {User} PASSWORD '{Password}'"]);
        await RunAsync([.. psql, $"CREATE DATABASE airflow_db OWNER {User}"]);
        await Master.WaitAsync("Redis", async () => await TryAsync(On(0, "redis-cli", "-h", MasterAddress, "PING")) == 0);
    }

    private void Start(string[] words)
    {
        var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        services.Add(process);
    }

    private static async Task RunAsync(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}: {await error}");
    }

    private static async Task<int> TryAsync(string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }

    private static string? Programs(string program)
    {
        const string debian = "/usr/lib/postgresql";
        return Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, program)))
            : null;
    }
}
