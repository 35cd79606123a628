using System.Text.Json;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api;

/// <summary>
/// One operation: where it is, who may call it, what it takes and what it answers. Everything declared here is checked before the handler
/// runs, in the order of Airflow: credential, right, then path, query and body together.
/// </summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Pattern">The path below <see cref="Prefix"/>.</param>
/// <param name="Id">The operationId, the name that generated clients call it by.</param>
/// <param name="Need">What its caller must be allowed to do.</param>
/// <param name="Handler">Answers.</param>
internal sealed record ApiOperation(string Method, string Pattern, string Id, ApiNeed Need, Func<ApiCall, Task> Handler)
{
    /// <summary>Where the API is that it belongs to.</summary>
    public string Prefix { get; init; } = ApiRoutes.Prefix;

    /// <summary>The whole path.</summary>
    public string Path => Prefix + Pattern;

    /// <summary>It lists what its caller may see, and so may be called by whoever may see some of it.</summary>
    public bool IsList { get; init; }

    /// <summary>The group it is told under.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Path parameters that are no plain text, and those of the query and the head.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The fields of its body; null: it takes none.</summary>
    public BodyModel? Body { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>What a body is refused with, as 400 and before its fields are looked at, or null.</summary>
    public Func<JsonElement, string?>? RefuseBody { get; init; }

    /// <summary>Its body is files: a form with them, a zip, or one as it is. The handler reads it.</summary>
    public bool IsUpload { get; init; }

    /// <summary>The type that a success answers; null: nothing.</summary>
    public Type? Answer { get; init; }

    /// <summary>What it may answer instead, such as when it only says what it would do; null: nothing else.</summary>
    public Type? OtherAnswer { get; init; }

    /// <summary>The status of a success.</summary>
    public int Status { get; init; } = 200;
}
