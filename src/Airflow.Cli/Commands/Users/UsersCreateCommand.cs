using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Users;
using Airflow.Server.Users;

namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users create.</summary>
internal sealed class UsersCreateCommand : ICommand
{
    private readonly Argument<string?> _email = Option.Text("-e/--email", "The mail address.", isRequired: true);
    private readonly Argument<string?> _firstname = Option.Text("-f/--firstname", "The first name.", isRequired: true);
    private readonly Argument<string?> _lastname = Option.Text("-l/--lastname", "The last name.", isRequired: true);
    private readonly PasswordChoice _password = new();
    private readonly Argument<string?> _role = Option.Text("-r/--role", "The role: Admin, Op, User, Viewer, Public or one of your own.", isRequired: true);
    private readonly Argument<string?> _username = Option.Text("-u/--username", "The name to log in with.", isRequired: true);

    public IReadOnlyList<Argument> Arguments =>
        [_email, _firstname, _lastname, _password.Password, _role, _password.Random, _username, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var (username, roleName) = (context.Get(_username)!, context.Get(_role)!);
        var store = await context.OpenUsersAsync();
        var role = await RoleNames.RequireAsync(context, store, roleName, roleName);
        var password = _password.Read(context);
        if (await store.FindAsync(username, context.CancellationToken) is not null)
        {
            context.Out.Write($"{username} already exists in the db\n");
            return 0;
        }

        var user = new User
        {
            Username = username,
            FirstName = context.Get(_firstname)!,
            LastName = context.Get(_lastname)!,
            Email = context.Get(_email)!,
            PasswordHash = new IdentityPasswordHasher().Hash(password),
            Roles = [role.Name],
            CreatedAt = context.Clock.GetUtcNow(),
        };
        if (!await store.AddAsync(user, context.CancellationToken))
        {
            throw new AirflowException("user_exists", $"Failed to create user: another user has the mail address {user.Email}.");
        }

        context.Out.Write($"User \"{username}\" created with role \"{role.Name}\"\n");
        _password.Show(context, password);
        return 0;
    }
}
