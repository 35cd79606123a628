using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db check-migrations.</summary>
internal sealed class CheckMigrationsCommand : ICommand
{
    private readonly Argument<int> _timeout = Option.Int("-t/--migration-wait-timeout", "Seconds to wait for them; 0 to look once.", 60);

    public IReadOnlyList<Argument> Arguments => [_timeout, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var database = context.OpenDatabase().Database;
        var start = context.Clock.GetTimestamp();
        while (true)
        {
            var pending = await database.ListPendingMigrationsAsync(context.CancellationToken);
            if (pending.Count == 0)
            {
                return 0;
            }

            if (context.Clock.GetElapsedTime(start) >= TimeSpan.FromSeconds(context.Get(_timeout)))
            {
                throw new AirflowException(
                    "database_not_migrated", $"There are still unapplied migrations after {context.Get(_timeout)} seconds: {string.Join(", ", pending)}. Please run `airflow db migrate`.");
            }

            context.Error.Write($"Waiting for migrations... {(int)context.Clock.GetElapsedTime(start).TotalSeconds} second(s)\n");
            await Task.Delay(TimeSpan.FromSeconds(1), context.Clock, context.CancellationToken);
        }
    }
}
