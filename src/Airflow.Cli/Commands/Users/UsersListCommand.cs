using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users list.</summary>
internal sealed class UsersListCommand : ICommand
{
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var users = await (await context.OpenUsersAsync()).ListAsync(context.CancellationToken);
        context.Print(_output, [.. users.Select(user => new Row
        {
            { "id", user.Id },
            { "username", user.Username },
            { "email", user.Email },
            { "first_name", user.FirstName },
            { "last_name", user.LastName },
            { "roles", user.Roles.ToList() },
        })]);
        return 0;
    }
}
