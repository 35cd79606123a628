using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db check.</summary>
internal sealed class CheckDatabaseCommand : ICommand
{
    private readonly Argument<int> _retry = Option.NonNegativeInt("--retry", "Try again so many times.", 0);
    private readonly Argument<int> _retryDelay = Option.PositiveInt("--retry-delay", "Seconds between two tries.", 1);

    public IReadOnlyList<Argument> Arguments => [_retry, _retryDelay, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var database = context.OpenDatabase().Database;
        for (var left = context.Get(_retry); ; left--)
        {
            try
            {
                await database.CheckAsync(context.CancellationToken);
                context.Error.Write("Connection successful.\n");
                return 0;
            }
            catch (AirflowException exception) when (left > 0)
            {
                context.Error.Write($"{exception.Message} Trying again in {context.Get(_retryDelay)} s.\n");
            }

            await Task.Delay(TimeSpan.FromSeconds(context.Get(_retryDelay)), context.Clock, context.CancellationToken);
        }
    }
}
