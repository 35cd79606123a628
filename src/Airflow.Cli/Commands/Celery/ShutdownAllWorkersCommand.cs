using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery shutdown-all-workers: each ends when its tries have ended.</summary>
internal sealed class ShutdownAllWorkersCommand : ICommand
{
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        if (!context.Get(_yes) && !await Confirmation.AskAsync(
            context, "This will shutdown all active celery workers connected to the celery broker, this cannot be undone! Proceed? (y/n)"))
        {
            throw new AirflowException("cancelled", "Cancelled");
        }

        await using var session = new ControlSession(context);
        await session.TellAsync("shutdown", []);
        return 0;
    }
}
