using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Storage;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db migrate; what it does is told on stderr, as log lines are.</summary>
internal sealed class MigrateDatabaseCommand : ICommand
{
    private readonly Argument<string?> _fromRevision = Option.Text("--from-revision", "With --show-sql-only: the migration after which to begin; what is pending when absent.");
    private readonly Argument<string?> _fromVersion = Option.Text("--from-version", "As above; the version of this program has nothing after it.");
    private readonly Argument<bool> _showSqlOnly = Option.Flag("-s/--show-sql-only", "Print the SQL and change nothing.");
    private readonly Argument<string?> _toRevision = Option.Text("-r/--to-revision", "Migrations go to the newest one only: any other aim is refused.");
    private readonly Argument<string?> _toVersion = Option.Text("-n/--to-version", "As above; the version of this program is accepted.");
    private readonly Argument<bool> _useMigrationFiles = Option.Flag("-m/--use-migration-files", "Make the tables by the migrations, as is always done.");

    public IReadOnlyList<Argument> Arguments =>
        [_fromRevision, _fromVersion, _showSqlOnly, _toRevision, _toVersion, _useMigrationFiles, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        RefuseBoth(context, _toRevision, _toVersion);
        RefuseBoth(context, _fromRevision, _fromVersion);
        if ((context.IsGiven(_fromRevision) || context.IsGiven(_fromVersion)) && !context.Get(_showSqlOnly))
        {
            throw new AirflowException("usage", "`--from-revision` and `--from-version` are for `--show-sql-only`.");
        }

        RequireVersion(context.Get(_toVersion));
        RequireVersion(context.Get(_fromVersion));
        var database = context.OpenDatabase().Database;
        if (context.Get(_toRevision) is { } revision && revision != database.ReadMigrations()[^1].Name)
        {
            throw new AirflowException("migration_target", $"'{revision}' is not the newest migration, {database.ReadMigrations()[^1].Name}; migrations go to that one only.");
        }

        if (context.Get(_showSqlOnly))
        {
            await ShowSqlAsync(context, database);
            return 0;
        }

        context.Error.Write($"Migrating {database.DisplayUrl}\n");
        foreach (var name in await database.MigrateAsync(context.CancellationToken))
        {
            context.Error.Write($"Applied {name}\n");
        }

        await context.NoteAsync();
        context.Error.Write("Database migration done!\n");
        return 0;
    }

    private async Task ShowSqlAsync(CommandContext context, IMetadataDatabase database)
    {
        var scripts = database.ReadMigrations();
        IEnumerable<MigrationScript> chosen;
        if (context.Get(_fromRevision) is { } from)
        {
            var index = scripts.ToList().FindIndex(script => script.Name == from);
            chosen = index < 0
                ? throw new AirflowException("migration_not_found", $"There is no migration '{from}'; there are: {string.Join(", ", scripts.Select(static script => script.Name))}")
                : scripts.Skip(index + 1);
        }
        else
        {
            var pending = context.IsGiven(_fromVersion) ? [] : await database.ListPendingMigrationsAsync(context.CancellationToken);
            chosen = scripts.Where(script => pending.Contains(script.Name));
        }

        foreach (var script in chosen)
        {
            context.Out.Write($"-- {script.Name}\n{script.Sql}\n");
        }

        if (!chosen.Any())
        {
            context.Error.Write("Nothing is pending.\n");
        }
    }

    private static void RefuseBoth(CommandContext context, Argument<string?> revision, Argument<string?> version)
    {
        if (context.IsGiven(revision) && context.IsGiven(version))
        {
            throw new AirflowException("usage", $"Cannot supply both `{revision.Flags[^1]}` and `{version.Flags[^1]}`.");
        }
    }

    private static void RequireVersion(string? version)
    {
        if (version is not null && version != VersionCommand.Version)
        {
            throw new AirflowException("migration_target", $"The schema of version {version} is not known; this program is version {VersionCommand.Version}.");
        }
    }
}
