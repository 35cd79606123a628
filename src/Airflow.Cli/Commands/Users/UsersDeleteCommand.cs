using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users delete.</summary>
internal sealed class UsersDeleteCommand : ICommand
{
    private readonly UserChoice _user = new();
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments => [_user.Email, _user.Username, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        var store = await context.OpenUsersAsync();
        var user = await _user.FindAsync(context, store);
        if (!context.Get(_yes) && !await Confirmation.AskAsync(context, $"This will delete the user \"{user.Username}\". Proceed? (y/n)"))
        {
            context.Out.Write("Cancelled\n");
            return 0;
        }

        if (!await store.DeleteAsync(user.Id, context.CancellationToken))
        {
            throw new AirflowException("user_not_found", $"User \"{user.Username}\" does not exist");
        }

        context.Out.Write($"User \"{user.Username}\" deleted\n");
        return 0;
    }
}
