using System.Text.Json;

namespace Airflow.Server.Api.Auth;

/// <summary>The name and the password in a JSON body; what is wrong with it is told in one text, as Airflow does here.</summary>
internal static class LoginBody
{
    private static readonly string[] Names = ["username", "password"];

    /// <exception cref="ApiException">422: a field is missing, is no text, or is none of these.</exception>
    public static (string Username, string Password) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new ApiException(422, "1 validation error for LoginBody\n  Input should be a valid dictionary or instance of LoginBody");
        }

        var problems = Names.Where(name => !body.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            .Select(name => body.TryGetProperty(name, out var value)
                ? Problem(name, "Input should be a valid string", "string_type", value)
                : Problem(name, "Field required", "missing", body))
            .Concat(body.EnumerateObject().Where(field => !Names.Contains(field.Name, StringComparer.Ordinal))
                .Select(field => Problem(field.Name, "Extra inputs are not permitted", "extra_forbidden", field.Value)))
            .ToList();
        return problems.Count == 0
            ? (body.GetProperty("username").GetString()!, body.GetProperty("password").GetString()!)
            : throw new ApiException(422, $"{problems.Count} validation error{(problems.Count == 1 ? "" : "s")} for LoginBody\n{string.Join('\n', problems)}");
    }

    private static string Problem(string name, string message, string type, JsonElement input) =>
        $"{name}\n  {message} [type={type}, input_value={Text(input)}, input_type={TypeOf(input)}]\n    For further information visit https://errors.pydantic.dev/2.14/v/{type}";

    /// <summary>What was sent is not repeated where it may hold a password.</summary>
    private static string Text(JsonElement input) => input.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? "..." : Python(input);

    private static string Python(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.String => $"'{input.GetString()}'",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        _ => input.GetRawText(),
    };

    private static string TypeOf(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.Object => "dict",
        JsonValueKind.Array => "list",
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Null => "NoneType",
        _ => input.GetRawText().Contains('.', StringComparison.Ordinal) ? "float" : "int",
    };
}
