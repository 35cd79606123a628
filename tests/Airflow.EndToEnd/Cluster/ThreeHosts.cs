using System.Diagnostics;
using System.Globalization;
using Airflow.Shared;

namespace Airflow.EndToEnd.Cluster;

/// <summary>
/// Three hosts with addresses of their own, each a network namespace, on a switch in a fourth. The first one is the master, where the services run that the
/// others reach.
/// </summary>
internal sealed class ThreeHosts : IAsyncDisposable
{
    public const string MasterAddress = "10.77.0.1";

    /// <summary>The collection of all tests that use hosts: their addresses and names are the same.</summary>
    public const string OneAtATime = "three hosts";

    private readonly string prefix = $"af{Environment.ProcessId % 100_000}";
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-hosts-").FullName;
    private readonly List<Process> services = [];
    private readonly List<StandaloneHome> homes = [];

    public StandaloneHome Master => homes[0];

    public StandaloneHome WorkerA => homes[1];

    public StandaloneHome WorkerB => homes[2];

    private string Switch => $"{prefix}s";

    /// <summary>Builds the network and the hosts, and then their services.</summary>
    public static async Task<ThreeHosts> StartAsync(Func<MasterServices, Task> services)
    {
        Assert.SkipWhen(Environment.UserName != "root" || !File.Exists("/usr/sbin/ip"), "network namespaces need root and iproute2");
        ServiceProcess.Require("curl");
        var hosts = new ThreeHosts();
        try
        {
            await hosts.BuildNetworkAsync();
            await HostProcess.RunAsync("chmod", "755", hosts.folder);
            await services(new MasterServices(hosts, hosts.folder));
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>The words that run a command on a host: 0 the master, 1 and 2 the workers. A host has a name of its own, too: workers are told apart by it.</summary>
    public string[] On(int host, params string[] words) =>
        ["ip", "netns", "exec", Host(host), "unshare", "--uts", "sh", "-c", $"hostname host{host} && exec \"$@\"", "sh", .. words];

    /// <summary>Starts a service of a host, which ends with the hosts.</summary>
    public void Begin(int host, params string[] words) => services.Add(HostProcess.Begin(On(host, words)));

    /// <summary>Gives every host the same airflow.cfg, as the guides copy it, and nothing in the environment.</summary>
    public void WriteConfig(string text)
    {
        foreach (var home in homes)
        {
            home.WriteConfig(text);
        }
    }

    /// <summary>Asks a web server on a host; null while it does not answer well.</summary>
    public async Task<string?> GetAsync(int host, string url, params string[] options)
    {
        var answer = await HostProcess.TryAsync(On(host, ["curl", "-sSf", "--max-time", "20", .. options, url]));
        return answer.ExitCode == 0 ? answer.Output : null;
    }

    /// <summary>Pulls a host's cable: 0 the master, 1 and 2 the workers.</summary>
    public Task CutAsync(int host) => HostProcess.RunAsync("ip", "-n", Switch, "link", "set", $"p{host}", "down");

    public Task HealAsync(int host) => HostProcess.RunAsync("ip", "-n", Switch, "link", "set", $"p{host}", "up");

    public async ValueTask DisposeAsync()
    {
        // what still runs in the background would write into the homes while they are deleted
        var hosts = new[] { Host(0), Host(1), Host(2), Switch }.Where(name => File.Exists($"/run/netns/{name}")).ToList();
        foreach (var name in hosts)
        {
            await EndAllAsync(name);
        }

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

        foreach (var name in hosts)
        {
            await HostProcess.RunAsync("ip", "netns", "del", name);
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Host(int index) => string.Create(CultureInfo.InvariantCulture, $"{prefix}h{index}");

    /// <summary>Ends what runs there, also in the background, and waits until it is gone.</summary>
    private static async Task EndAllAsync(string host)
    {
        for (var left = 100; left > 0; left--)
        {
            var processes = (await HostProcess.RunAsync("ip", "netns", "pids", host)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (processes.Length == 0)
            {
                return;
            }

            await HostProcess.TryAsync(["kill", "-KILL", .. processes]);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private async Task BuildNetworkAsync()
    {
        await HostProcess.RunAsync("ip", "netns", "add", Switch);
        await HostProcess.RunAsync("ip", "-n", Switch, "link", "add", "br0", "type", "bridge");
        await HostProcess.RunAsync("ip", "-n", Switch, "link", "set", "br0", "up");
        for (var index = 0; index < 3; index++)
        {
            await HostProcess.RunAsync("ip", "netns", "add", Host(index));
            await HostProcess.RunAsync("ip", "-n", Host(index), "link", "add", "eth0", "type", "veth", "peer", "name", $"p{index}", "netns", Switch);
            await HostProcess.RunAsync("ip", "-n", Host(index), "addr", "add", $"10.77.0.{index + 1}/24", "dev", "eth0");
            await HostProcess.RunAsync("ip", "-n", Host(index), "link", "set", "lo", "up");
            await HostProcess.RunAsync("ip", "-n", Host(index), "link", "set", "eth0", "up");
            await HostProcess.RunAsync("ip", "-n", Switch, "link", "set", $"p{index}", "master", "br0");
            await HostProcess.RunAsync("ip", "-n", Switch, "link", "set", $"p{index}", "up");
            homes.Add(new StandaloneHome { DatabaseUrl = MasterServices.PostgresUrl, Launcher = On(index) });
        }
    }
}
