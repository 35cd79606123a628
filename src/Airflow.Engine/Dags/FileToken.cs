using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Engine.Dags;

/// <summary>The signed name of a DAG file, by which the REST API lets it be parsed anew: readable by Airflow's own signer (itsdangerous).</summary>
public static class FileToken
{
    private static readonly byte[] Salt = "itsdangerous"u8.ToArray();

    public static string Make(string secretKey, string bundleName, string relativePath)
    {
        ArgumentNullException.ThrowIfNull(secretKey);
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            $$"""{"bundle_name":"{{JsonEncodedText.Encode(bundleName)}}","relative_fileloc":"{{JsonEncodedText.Encode(relativePath)}}"}"""));
        return $"{payload}.{Base64Url.EncodeToString(Sign(secretKey, payload))}";
    }

    /// <summary>The file that a token names; null when nobody here signed it.</summary>
    public static DagFileKey? Read(string secretKey, string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var dot = token.LastIndexOf('.');
        if (dot <= 0 || !Base64Url.IsValid(token.AsSpan(0, dot)) || !Base64Url.IsValid(token.AsSpan(dot + 1))
            || !CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(token.AsSpan(dot + 1)), Sign(secretKey, token[..dot])))
        {
            return null;
        }

        using var file = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, dot)));
        return new DagFileKey(file.RootElement.GetProperty("bundle_name").GetString() ?? "", file.RootElement.GetProperty("relative_fileloc").GetString() ?? "");
    }

    [SuppressMessage("Security", "CA5350", Justification = "the signature must be the one that Airflow's signer makes and checks")]
    private static byte[] Sign(string secretKey, string payload)
    {
        var key = SHA1.HashData([.. Salt, .. "signer"u8, .. Encoding.UTF8.GetBytes(secretKey)]);
        return HMACSHA1.HashData(key, Encoding.ASCII.GetBytes(payload));
    }
}
