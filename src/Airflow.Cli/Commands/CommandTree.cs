using Airflow.Cli.Commands.Backfills;
using Airflow.Cli.Commands.Bench;
using Airflow.Cli.Commands.Bundles;
using Airflow.Cli.Commands.Celery;
using Airflow.Cli.Commands.Config;
using Airflow.Cli.Commands.Connections;
using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Commands.Db;
using Airflow.Cli.Commands.Deploying;
using Airflow.Cli.Commands.Info;
using Airflow.Cli.Commands.Jobs;
using Airflow.Cli.Commands.Pools;
using Airflow.Cli.Commands.Roles;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Commands.Services;
using Airflow.Cli.Commands.Tasks;
using Airflow.Cli.Commands.Users;
using Airflow.Cli.Commands.Variables;
using Airflow.Cli.Completion;
using Airflow.Cli.Remote;

namespace Airflow.Cli.Commands;

/// <summary>All commands: single ones and groups, by name. Only what is typed is made.</summary>
internal static class CommandTree
{
    public static readonly IReadOnlyList<CommandGroup> Groups =
    [
        new("backfill", "Manage backfills.", static () => BackfillsGroup.Commands),
        new("bundles", "Look at the bundles that DAG files come from.", static () => BundlesGroup.Commands),
        new("celery", "Run and steer Celery workers.", static () => CeleryGroup.Commands),
        ConfigGroup.Create(),
        ConnectionsGroup.Create(),
        new("dags", "Manage DAGs.", static () => DagsGroup.Commands),
        new("db", "Manage the metadata database.", static () => DbGroup.Commands),
        new("jobs", "Look after running roles.", static () => JobsGroup.Commands),
        new("pools", "Manage pools.", static () => PoolsGroup.Commands),
        RolesGroup.Create(),
        new("tasks", "Look at tasks and their instances.", static () => TasksGroup.Commands),
        UsersGroup.Create(),
        VariablesGroup.Create(),
    ];

    public static readonly IReadOnlyList<CommandEntry> Commands =
    [
        new("api-server", "Start the web server with the API.", static () => new ApiServerCommand()) { Audit = "api_server" },
        new("bench", "Measure this installation on a private home.", static () => new BenchCommand()),
        new("cheat-sheet", "List all commands.", static () => new CheatSheetCommand()),
        new("completion", "Print what makes a shell complete commands.", static () => new CompletionCommand()),
        new("dag-processor", "Start the DAG processor.", static () => new DagProcessorCommand()) { Audit = "dag_processor" },
        new("deploy", "Check DAG files and put them into the DAGs folder.", static () => new DeployCommand()) { Audit = "deploy" },
        new("info", "Tell about this installation and its machine.", static () => new InfoCommand()),
        new("login", "Log in to an api-server elsewhere, for --server.", static () => new LoginCommand()),
        new("logout", "Forget an api-server elsewhere.", static () => new LogoutCommand()),
        new("rotate-fernet-key", "Encrypt all stored secrets with the first Fernet key.", static () => new RotateFernetKeyCommand()) { Audit = "rotate_fernet_key" },
        new("sync-perm", "Bring the permissions of the built-in roles up to date.", static () => new SyncPermCommand()) { Audit = "sync_perm" },
        new("scheduler", "Start a scheduler with its executor.", static () => new SchedulerCommand()) { Audit = "scheduler" },
        new("standalone", "Start every role in one process, and make what is missing.", static () => new StandaloneCommand()) { Audit = "standalone" },
        new("triggerer", "Start a triggerer, which watches what deferred tasks wait for.", static () => new TriggererCommand()) { Audit = "triggerer" },
        new("version", "Print the version.", static () => new VersionCommand()),
    ];

    public static IEnumerable<string> Names =>
        Groups.Select(static group => group.Name).Concat(Commands.Select(static command => command.Name)).Order(StringComparer.Ordinal);

    public static CommandGroup? FindGroup(string name) => Groups.FirstOrDefault(group => group.Name == name);

    public static CommandEntry? FindCommand(string name) => Find(Commands, name);

    public static CommandEntry? Find(IReadOnlyList<CommandEntry> commands, string name) => commands.FirstOrDefault(command => command.Name == name);
}
