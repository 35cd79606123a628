using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api;

/// <summary>Reads what an operation declares out of a request, and tells everything that is wrong with it at once.</summary>
internal sealed class ApiInput
{
    private readonly Dictionary<string, IReadOnlyList<object>> values = new(StringComparer.Ordinal);
    private readonly List<JsonObject> problems = [];

    public JsonElement Body { get; private set; }

    /// <exception cref="ApiException">422 with every problem.</exception>
    public static async Task<ApiInput> ReadAsync(HttpContext context, ApiOperation operation)
    {
        var input = new ApiInput();
        foreach (var parameter in operation.Parameters.OrderBy(static parameter => Rank(parameter.In)))
        {
            input.Read(parameter, TextsOf(context, parameter));
        }

        if (operation.Body is { } model)
        {
            await input.ReadBodyAsync(context, operation, model);
        }

        return input.problems.Count == 0 ? input : throw ApiException.Invalid(input.problems);
    }

    /// <summary>null when it was not given.</summary>
    public IReadOnlyList<object>? Find(ApiParameter parameter) => values.GetValueOrDefault(parameter.Name);

    private static int Rank(string place) => place switch { "path" => 0, "query" => 1, _ => 2 };

    private static IReadOnlyList<string> TextsOf(HttpContext context, ApiParameter parameter) => parameter.In switch
    {
        "path" => context.Request.RouteValues[parameter.Name] is string text ? [text] : [],
        "header" => [.. context.Request.Headers[parameter.Name].OfType<string>()],
        _ => [.. context.Request.Query[parameter.Name].OfType<string>()],
    };

    private void Read(ApiParameter parameter, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            if (parameter.IsRequired)
            {
                problems.Add(Problems.Missing([parameter.In, parameter.Name], null));
            }

            return;
        }

        var read = new List<object>(texts.Count);
        for (var i = parameter.IsList ? 0 : texts.Count - 1; i < texts.Count; i++)
        {
            IReadOnlyList<string> location = parameter.IsList
                ? [parameter.In, parameter.Name, i.ToString(CultureInfo.InvariantCulture)]
                : [parameter.In, parameter.Name];
            if (texts[i].Contains('\0', StringComparison.Ordinal))
            {
                problems.Add(Problems.Value(location, "NUL characters are not allowed", texts[i]));
                continue;
            }

            Take(parameter, ParameterValue.Read(parameter, texts[i], location), read);
        }

        values[parameter.Name] = read;
    }

    private void Take(ApiParameter parameter, (object? Value, JsonObject? Problem) one, List<object> read)
    {
        if (one.Problem is null)
        {
            read.Add(one.Value!);
            return;
        }

        problems.Add(parameter.Refusal is { } refusal ? throw ApiException.BadRequest(refusal) : one.Problem);
    }

    private async Task ReadBodyAsync(HttpContext context, ApiOperation operation, BodyModel model)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (bytes.IsEmpty)
        {
            AddMissing(operation, model);
            return;
        }

        if (!BodyText.IsUtf8(bytes.Span))
        {
            problems.Add(Problems.NotText());
            return;
        }

        if (!IsJson(context.Request))
        {
            problems.AddRange(model.Check(JsonSerializer.SerializeToElement(System.Text.Encoding.UTF8.GetString(bytes.Span), Wire.Json), ["body"]));
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (BodyText.HasBadText(document.RootElement, bytes.Span))
            {
                problems.Add(Problems.NotText());
                return;
            }

            Body = document.RootElement.Clone();
            if (operation.RefuseBody?.Invoke(Body) is { } refusal)
            {
                throw ApiException.BadRequest(refusal);
            }

            if (Body.ValueKind == JsonValueKind.Null)
            {
                AddMissing(operation, model);
            }
            else
            {
                Body = model.Coerce(Body) is { } coerced ? JsonSerializer.SerializeToElement(coerced, Wire.Json) : Body;
                var found = model.Check(Body, ["body"]);
                problems.AddRange(found);
                problems.AddRange(model.IsReadTwice ? found.Select(static problem => problem.DeepClone().AsObject()) : []);
            }
        }
        catch (JsonException)
        {
            problems.Add(Problems.NotJson(System.Text.Encoding.UTF8.GetString(bytes.Span)));
        }
    }

    private void AddMissing(ApiOperation operation, BodyModel model)
    {
        if (!operation.IsBodyOptional)
        {
            problems.AddRange(Enumerable.Range(0, model.IsReadTwice ? 2 : 1).Select(static _ => Problems.Missing(["body"], null)));
        }
    }

    /// <summary>A body that says nothing of itself counts as JSON.</summary>
    private static bool IsJson(HttpRequest request) => request.ContentType is null or ""
        || request.ContentType.Split(';')[0].Trim() is var type && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
}
