using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users export.</summary>
internal sealed class UsersExportCommand : ICommand
{
    private const int Indent = 4;

    private readonly Argument<string> _file = Positional.Text("export", "The file, or - for stdout.", "FILEPATH");

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _file];

    public async Task<int> RunAsync(CommandContext context)
    {
        var users = await (await context.OpenUsersAsync()).ListAsync(context.CancellationToken);
        var content = new JsonArray([.. users.Select(Describe)]);
        await ExportTarget.WriteAsync(context, context.Get(_file), PythonJson.Write(JsonValues.Sorted(content), Indent), users.Count, "users");
        return 0;
    }

    private static JsonNode Describe(User user) => new JsonObject
    {
        ["id"] = user.Id,
        ["username"] = user.Username,
        ["email"] = user.Email,
        ["firstname"] = user.FirstName,
        ["lastname"] = user.LastName,
        ["roles"] = new JsonArray([.. user.Roles.Select(role => (JsonNode?)role)]),
    };
}
