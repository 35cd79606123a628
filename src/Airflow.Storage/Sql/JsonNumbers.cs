using System.Text.Json;

namespace Airflow.Storage.Sql;

/// <summary>The parameter <c>@numbers</c>: integers as a JSON list, so that a statement stays the same for any count of them.</summary>
internal static class JsonNumbers
{
    public static string Of(IEnumerable<int> ids) => JsonSerializer.Serialize([.. ids], StorageJson.Default.Int32Array);
}
