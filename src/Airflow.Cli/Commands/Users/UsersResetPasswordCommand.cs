using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Server.Users;

namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users reset-password.</summary>
internal sealed class UsersResetPasswordCommand : ICommand
{
    private readonly PasswordChoice _password = new();
    private readonly UserChoice _user = new();

    public IReadOnlyList<Argument> Arguments => [_user.Email, _password.Password, _password.Random, _user.Username, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var store = await context.OpenUsersAsync();
        var user = await _user.FindAsync(context, store);
        var password = _password.Read(context);
        await store.UpdateAsync(user with { PasswordHash = new IdentityPasswordHasher().Hash(password) }, context.CancellationToken);
        context.Out.Write($"User \"{user.Username}\" password reset successfully\n");
        _password.Show(context, password);
        return 0;
    }
}
