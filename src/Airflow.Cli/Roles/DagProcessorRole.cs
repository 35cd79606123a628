using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Dags.Processing;
using Airflow.Engine.Scheduling;
using Airflow.Runtime.Bundles.Git;
using Airflow.Runtime.Deploying;
using Airflow.Runtime.Parsing;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>The dag-processor role: watches the DAG folder and stores what it finds there.</summary>
internal sealed class DagProcessorRole(RoleServices services, bool isStandalone = false)
{
    public const string JobType = "DagProcessorJob";
    private static readonly TimeSpan JobHeartbeatInterval = TimeSpan.FromSeconds(5);

    /// <summary>The DAGs that load_examples shows.</summary>
    public static string ExamplesFolder { get; } = Path.Combine(AppContext.BaseDirectory, "dags");

    /// <summary>The bundles to look at; all when empty.</summary>
    public IReadOnlyCollection<string> BundleNames { get; init; } = [];

    /// <summary>A folder to look at instead of the bundles; null for those.</summary>
    public string? Folder { get; init; }

    /// <summary>The kind of job whose process it is part of; null when it has one of its own.</summary>
    public string? Within { get; init; }

    public async Task RunAsync(Action onStarted, CancellationToken cancellationToken)
    {
        await using var job = await JobHeartbeat.StartAsync(
            services.Stores.Jobs, JobType, services.Hostname, JobHeartbeatInterval, services.Clock, cancellationToken, Within);
        var repositories = await OpenRepositoriesAsync(cancellationToken);
        await Task.WhenAll(repositories.Select(repository => repository.TryRefreshAsync(cancellationToken)));
        await using var processor = Create(repositories);
        await using var listener = services.Listen(topic => Hear(processor, topic));
        onStarted();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = Task.WhenAll(repositories.Select(repository => repository.RunAsync(stop.Token)));
        await processor.RunAsync(cancellationToken);
        await stop.CancelAsync();
        await following;
    }

    private static void Hear(DagProcessor processor, string topic)
    {
        if (topic == "files")
        {
            processor.Hear();
        }
    }

    /// <summary>Parses every file once.</summary>
    public async Task<ProcessingSummary> RunOnceAsync(CancellationToken cancellationToken)
    {
        var repositories = await OpenRepositoriesAsync(cancellationToken);
        foreach (var repository in repositories)
        {
            await repository.RefreshAsync(cancellationToken);
        }

        await using var processor = Create(repositories);
        return await processor.ProcessOnceAsync(cancellationToken);
    }

    /// <summary>Deploys into the first folder that is no repository; null when there is none.</summary>
    public DagDeployer? CreateDeployer()
    {
        var options = Options([]);
        return BundleSettings.Read(services.Configuration).FirstOrDefault(static bundle => bundle.Kind == BundleDefinition.Local) is { } first
            ? new DagDeployer(
                options with { Bundles = [options.Bundles.First(bundle => bundle.Name == first.Name)] },
                services.Stores.Dags,
                document => NextRuns.First(document, services.Clock.GetUtcNow()),
                services.Clock,
                services.Loggers.CreateLogger<DagDeployer>())
            : null;
    }

    private async Task<IReadOnlyList<GitBundle>> OpenRepositoriesAsync(CancellationToken cancellationToken)
    {
        List<GitBundle> repositories = [];
        foreach (var bundle in Folder is null ? BundleSettings.Read(services.Configuration).Where(bundle => bundle.Kind == BundleDefinition.Git && IsWanted(bundle.Name)) : [])
        {
            var options = await BundleSettings.GitAsync(
                bundle, services.Configuration, async (id, token) => (await services.Secrets.Connections.FindAsync(id, token))?.Connection, cancellationToken);
            repositories.Add(new GitBundle(options, services.Clock, services.Loggers.CreateLogger<GitBundle>()));
        }

        return repositories;
    }

    private DagProcessor Create(IReadOnlyList<GitBundle> repositories) => new(
        Options(repositories),
        services.Stores.Dags,
        services.Wake,
        document => NextRuns.First(document, services.Clock.GetUtcNow()),
        services.Clock,
        services.Loggers.CreateLogger<DagProcessor>());

    private bool IsWanted(string bundle) => BundleNames.Count == 0 || BundleNames.Contains(bundle);

    private DagProcessorOptions Options(IReadOnlyList<GitBundle> repositories)
    {
        var configuration = services.Configuration;
        return new DagProcessorOptions
        {
            Bundles = [.. Bundles(repositories).Where(bundle => IsWanted(bundle.Name))],
            Requests = services.Stores.ParseRequests,
            CacheFolder = Path.Combine(services.CacheFolder, "parse"),
            LogFolder = configuration.GetString("logging", "dag_processor_child_process_log_directory"),
            Child = new ParseChildOptions
            {
                Command = [Environment.ProcessPath!, ParseChild.Verb],
                ImportTimeout = configuration.GetDuration("core", "dagbag_import_timeout"),
                Environment = services.ChildEnvironment,
            },
            IgnoreSyntax = configuration.GetString("core", "dag_ignore_file_syntax") == "regexp" ? IgnoreSyntax.Regexp : IgnoreSyntax.Glob,
            QuietTime = configuration.GetDuration("dag_processor", "compiler_idle_time"),
            ParsingProcesses = configuration.GetInt("dag_processor", "parsing_processes"),
            PausedAtCreation = IsPausedAtCreation(),
            Defaults = Defaults(),
        };
    }

    /// <summary>Whoever drops a first file into a standalone wants to see it run: there new DAGs begin unpaused unless the option is set.</summary>
    private bool IsPausedAtCreation() =>
        !(isStandalone && services.Configuration.Find("core", "dags_are_paused_at_creation") is not { Source: not ConfigurationSource.Default })
        && services.Configuration.GetBool("core", "dags_are_paused_at_creation");

    private IEnumerable<DagBundle> Bundles(IReadOnlyList<GitBundle> repositories) => Folder is { } folder
        ? [new DagBundle(DagBundle.DefaultName, folder)]
        :
        [
            .. BundleSettings.Read(services.Configuration).Where(bundle => bundle.Kind == BundleDefinition.Local)
                .Select(bundle => new DagBundle(bundle.Name, bundle.Text("path") ?? services.DagsFolder)),
            .. repositories.Select(repository => new DagBundle(repository.Name, repository.Folder) { Revision = () => repository.Commit }),
            .. Examples(),
        ];

    private IEnumerable<DagBundle> Examples() =>
        services.Configuration.GetBool("core", "load_examples") && Directory.Exists(ExamplesFolder) ? [new DagBundle("example_dags", ExamplesFolder)] : [];

    private DagSource Defaults()
    {
        var configuration = services.Configuration;
        return new DagSource
        {
            FileLocation = "",
            RelativeFileLocation = "",
            DagsFolder = services.DagsFolder,
            DefaultTimezone = configuration.GetDefaultTimezone(),
            MaxActiveRuns = configuration.GetInt("core", "max_active_runs_per_dag"),
            MaxActiveTasks = configuration.GetInt("core", "max_active_tasks_per_dag"),
            MaxConsecutiveFailedRuns = configuration.GetInt("core", "max_consecutive_failed_dag_runs_per_dag"),
            Catchup = configuration.GetBool("scheduler", "catchup_by_default"),
            MaxMapLength = configuration.GetInt("core", "max_map_length"),
            Retries = configuration.GetInt("core", "default_task_retries"),
            RetryDelay = configuration.GetDuration("core", "default_task_retry_delay"),
            Owner = configuration.GetString("operators", "default_owner"),
            Queue = configuration.GetString("operators", "default_queue"),
            CreateCronDataIntervals = configuration.GetBool("scheduler", "create_cron_data_intervals"),
            CreateDeltaDataIntervals = configuration.GetBool("scheduler", "create_delta_data_intervals"),
        };
    }
}
