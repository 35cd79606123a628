using System.Text.Json.Nodes;
using Airflow.Shared;

namespace Airflow.EndToEnd.Cluster;

/// <summary>Three hosts at whose shells a guide is followed: lines are run as they are typed, with the real Celery beside the executable.</summary>
internal sealed class GuideHosts(ThreeHosts hosts, string tools) : IAsyncDisposable
{
    public const string App = "airflow.executors.celery_executor.app";

    /// <summary>Celery's exit code when no worker is there yet.</summary>
    private const int NobodyAnswered = 69;

    public StandaloneHome Master => hosts.Master;

    public ThreeHosts Hosts => hosts;

    /// <summary>Builds the hosts with their services, and puts the guide's airflow.cfg on each.</summary>
    public static async Task<GuideHosts> StartAsync(string config, Func<MasterServices, Task> services)
    {
        var tools = await PythonTools.Celery.RequireAsync();
        var hosts = await ThreeHosts.StartAsync(services);
        hosts.WriteConfig(config);
        return new GuideHosts(hosts, tools);
    }

    public ValueTask DisposeAsync() => hosts.DisposeAsync();

    /// <summary>Types a line in a shell of a host: 0 the master, 1 and 2 the workers.</summary>
    public Task<CommandResult> TypeAsync(int host, string line) => HostProcess.TryAsync(hosts.On(host, [.. Environment(host), "sh", "-c", line]));

    /// <summary>The same, and it must work.</summary>
    public async Task<CommandResult> MustAsync(int host, string line)
    {
        var result = await TypeAsync(host, line);
        result.ExitCode.ShouldBe(0, $"{line}: {result.Error}{result.Output}");
        return result;
    }

    /// <summary>Types a command of the executable that goes on running in its terminal.</summary>
    public RunningProcess Begin(int host, string line) => Home(host).Begin(line.Split(' ')[1..]);

    /// <summary>What the real Celery says of the workers, by their names.</summary>
    public async Task<JsonObject> InspectAsync(int host, string what)
    {
        var answer = await TypeAsync(host, $"celery -A {App} inspect -j -t 5 {what}");
        answer.ExitCode.ShouldBeOneOf([0, NobodyAnswered], $"inspect {what}: {answer.Error}{answer.Output}");
        return answer.ExitCode == NobodyAnswered ? [] : JsonNode.Parse(answer.Output)!.AsObject();
    }

    /// <summary>The queues of each worker, told by the real Celery on a host.</summary>
    public async Task<Dictionary<string, string>> QueuesAsync(int host) =>
        (await InspectAsync(host, "active_queues")).ToDictionary(worker => worker.Key, worker => Names(worker.Value!), StringComparer.Ordinal);

    /// <summary>The queues of so many workers, once so many have answered in the second that Celery gives them.</summary>
    public async Task<Dictionary<string, string>> QueuesAsync(int host, int workers)
    {
        Dictionary<string, string> found = [];
        await Master.WaitAsync($"answers of {workers} workers", async () => (found = await QueuesAsync(host)).Count == workers);
        return found;
    }

    /// <summary>Starts the real Flower on the master, and waits until it knows the queues of so many workers; returns them by worker.</summary>
    public async Task<Dictionary<string, string>> FlowerAsync(int port, int workers)
    {
        hosts.Begin(0, [.. Environment(0), "celery", "-A", App, "flower", $"--port={port}"]);
        Dictionary<string, string> found = [];
        await Master.WaitAsync("Flower", async () =>
        {
            found = await hosts.GetAsync(0, $"http://localhost:{port}/api/workers?refresh=1") is { } text ? Read(text) : [];
            return found.Count == workers;
        });
        return found;
    }

    /// <summary>Saves a DAG file on the master and waits until the DAG is known.</summary>
    public async Task SaveDagAsync(string dagId, string text)
    {
        Master.WriteDag($"{dagId}.cs", text);
        await Master.WaitAsync($"the DAG {dagId}", async () => (await TypeAsync(0, "airflow dags list -o plain")).Output.Contains(dagId, StringComparison.Ordinal));
    }

    public Task EndAsync(string dagId, string state = "success") => Master.WaitAsync($"the end of {dagId}", async () =>
    {
        var listed = (await MustAsync(0, $"airflow dags list-runs {dagId} -o plain")).Output;
        var isEnded = listed.Contains("success", StringComparison.Ordinal) || listed.Contains("failed", StringComparison.Ordinal);
        if (isEnded)
        {
            listed.ShouldContain(state, customMessage: Master.Output);
        }

        return isEnded;
    });

    public StandaloneHome Home(int host) => host switch { 0 => hosts.Master, 1 => hosts.WorkerA, _ => hosts.WorkerB };

    /// <summary>What the last lines of the log files of a host's services are.</summary>
    public string LogsOf(int host) => string.Concat(Directory.GetFiles(Home(host).Folder, "airflow-*.*").Where(file => !file.EndsWith(".cfg", StringComparison.Ordinal)).Select(file => $"{file}:\n{File.ReadAllText(file)}\n"));

    private string[] Environment(int host) =>
    [
        "env", $"AIRFLOW_HOME={Home(host).Folder}", $"PATH={AppContext.BaseDirectory}:{tools}:{System.Environment.GetEnvironmentVariable("PATH")}",
        $"PYTHONPATH={RepositoryFolder.Root}/deploy/python", "PYTHONDONTWRITEBYTECODE=1", "FLOWER_UNAUTHENTICATED_API=true",
    ];

    private static Dictionary<string, string> Read(string workers) => JsonNode.Parse(workers)!.AsObject()
        .Where(worker => worker.Value!["active_queues"] is not null)
        .ToDictionary(worker => worker.Key, worker => Names(worker.Value!["active_queues"]!), StringComparer.Ordinal);

    private static string Names(JsonNode queues) => string.Join(',', queues.AsArray().Select(queue => queue!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
}
