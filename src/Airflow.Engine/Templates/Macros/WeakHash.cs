using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Airflow.Engine.Templates;

/// <summary>The old hashes that name-based UUIDs are defined by; nothing secret rests on them.</summary>
internal static class WeakHash
{
    [SuppressMessage("Security", "S4790", Justification = "RFC 9562 defines version 3 by MD5")]
    [SuppressMessage("Security", "CA5351", Justification = "RFC 9562 defines version 3 by MD5")]
    public static byte[] Md5(byte[] input) => MD5.HashData(input);

    [SuppressMessage("Security", "S4790", Justification = "RFC 9562 defines version 5 by SHA-1")]
    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 defines version 5 by SHA-1")]
    public static byte[] Sha1(byte[] input) => SHA1.HashData(input);
}
