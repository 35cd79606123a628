namespace Airflow.Engine.Connections;

/// <summary>The address of a Celery result backend: the kind before the first +, and the URL handed to it.</summary>
public sealed record ResultBackendUrl(ResultBackendKind Kind, string Url)
{
    /// <summary>Reads an address such as db+postgresql://… or redis://….</summary>
    public static ResultBackendUrl Parse(string address)
    {
        var end = address.IndexOf("://", StringComparison.Ordinal);
        var scheme = end < 0 ? address : address[..end];
        var plus = scheme.IndexOf('+', StringComparison.Ordinal);
        var name = plus < 0 ? scheme : scheme[..plus];
        return new ResultBackendUrl(KindOf(name), plus < 0 ? address : address[(plus + 1)..]);
    }

    private static ResultBackendKind KindOf(string name) => name switch
    {
        "db" or "database" => ResultBackendKind.Database,
        "redis" or "rediss" => ResultBackendKind.Redis,
        "sentinel" => ResultBackendKind.Sentinel,
        "rpc" => ResultBackendKind.Rpc,
        "cache" => ResultBackendKind.Cache,
        "mongodb" => ResultBackendKind.MongoDb,
        "file" or "filesystem" => ResultBackendKind.FileSystem,
        "disabled" => ResultBackendKind.Disabled,
        _ => throw new AirflowException(
            "result_backend_unknown", $"'{name}' is no result backend we know; for a database write db+ before its URL, for example db+postgresql://…"),
    };
}
