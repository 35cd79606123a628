using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Users;

/// <summary>The two options that choose a user: by name or by mail address.</summary>
internal sealed class UserChoice
{
    public Argument<string?> Email { get; } = Option.Text("-e/--email", "The user's mail address.");

    public Argument<string?> Username { get; } = Option.Text("-u/--username", "The user's name.");

    public async Task<User> FindAsync(CommandContext context, IUserStore store)
    {
        var (username, email) = (context.Get(Username), context.Get(Email));
        var user = (string.IsNullOrEmpty(username), string.IsNullOrEmpty(email)) switch
        {
            (true, true) => throw new AirflowException("usage", "Missing args: must supply one of --username or --email"),
            (false, false) => throw new AirflowException("usage", "Conflicting args: must supply either --username or --email, but not both"),
            (false, _) => await store.FindAsync(username!, context.CancellationToken),
            _ => await store.FindByEmailAsync(email!, context.CancellationToken),
        };
        return user ?? throw new AirflowException("user_not_found", $"User \"{(string.IsNullOrEmpty(username) ? email : username)}\" does not exist");
    }
}
