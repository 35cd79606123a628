using System.Text.Json;

namespace Airflow.Server.Api;

/// <summary>Which fields of a body a change may touch: those that are given, and named by the mask if there is one.</summary>
internal sealed class UpdateMask
{
    private readonly IReadOnlyList<string>? names;
    private readonly JsonElement body;

    public UpdateMask(JsonElement body, IReadOnlyList<string>? names)
    {
        this.body = body;
        this.names = names is { Count: > 0 } ? [.. names.Select(static name => name.Trim())] : null;
    }

    /// <summary>Declared by every operation that takes a mask.</summary>
    public static ApiParameter Parameter { get; } = ApiParameter.Texts("update_mask");

    /// <summary>Whether there is one at all.</summary>
    public bool IsGiven => names is not null;

    /// <exception cref="ApiException">400: it names a field that never changes.</exception>
    public void Refuse(string field)
    {
        if (names?.Contains(field, StringComparer.Ordinal) == true)
        {
            throw ApiException.BadRequest($"Update not allowed: the following fields are immutable and cannot be modified: {{'{field}'}}");
        }
    }

    public bool NamesOnly(params ReadOnlySpan<string> allowed)
    {
        foreach (var name in names ?? [])
        {
            if (!allowed.Contains(name))
            {
                return false;
            }
        }

        return IsGiven;
    }

    public bool Touches(string field) => body.TryGetProperty(field, out _) && (names is null || names.Contains(field, StringComparer.Ordinal));

    /// <summary>The field's new text, or what it was.</summary>
    public string? Text(string field, string? otherwise) => Touches(field) ? body.GetProperty(field).GetString() : otherwise;

    public int? Int(string field, int? otherwise) =>
        !Touches(field) ? otherwise : body.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;

    public bool Flag(string field, bool otherwise) => Touches(field) ? body.GetProperty(field).GetBoolean() : otherwise;
}
