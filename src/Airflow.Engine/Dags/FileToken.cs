using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>The signed name of a DAG file, by which the REST API lets it be parsed anew: readable by Airflow's own signer (itsdangerous).</summary>
public static class FileToken
{
    private static readonly byte[] Salt = "itsdangerous"u8.ToArray();

    [SuppressMessage("Security", "CA5350", Justification = "the signature must be the one that Airflow's signer makes and checks")]
    public static string Make(string secretKey, string bundleName, string relativePath)
    {
        ArgumentNullException.ThrowIfNull(secretKey);
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            $$"""{"bundle_name":"{{JsonEncodedText.Encode(bundleName)}}","relative_fileloc":"{{JsonEncodedText.Encode(relativePath)}}"}"""));
        var key = SHA1.HashData([.. Salt, .. "signer"u8, .. Encoding.UTF8.GetBytes(secretKey)]);
        return $"{payload}.{Base64Url.EncodeToString(HMACSHA1.HashData(key, Encoding.ASCII.GetBytes(payload)))}";
    }
}
