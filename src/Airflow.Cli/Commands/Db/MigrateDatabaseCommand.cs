using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db migrate; what it does is told on stderr, as log lines are.</summary>
internal sealed class MigrateDatabaseCommand : ICommand
{
    private readonly Argument<string?> _toRevision = Option.Text("-r/--to-revision", "Migrations only go to the newest schema: any other aim is refused.");
    private readonly Argument<string?> _toVersion = Option.Text("-n/--to-version", "As above; the version of this program is accepted.");

    public IReadOnlyList<Argument> Arguments => [_toRevision, _toVersion, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var (revision, version) = (context.Get(_toRevision), context.Get(_toVersion));
        if (revision is not null && version is not null)
        {
            throw new AirflowException("usage", "Cannot supply both `--to-revision` and `--to-version`.");
        }

        if (revision is not null || (version is not null && version != VersionCommand.Version))
        {
            throw new AirflowException("migration_target", $"The schema can be brought to that of version {VersionCommand.Version} only; leave the option out.");
        }

        var database = context.OpenDatabase().Database;
        context.Error.Write($"Migrating {database.DisplayUrl}\n");
        foreach (var name in await database.MigrateAsync(context.CancellationToken))
        {
            context.Error.Write($"Applied {name}\n");
        }

        context.Error.Write("Database migration done!\n");
        return 0;
    }
}
