using System.Diagnostics.CodeAnalysis;

namespace Airflow.Engine.Secrets;

/// <summary>Encrypts secrets that are stored in the metadata database.</summary>
public interface ISecretCipher
{
    /// <summary>False when no key is set: text is then stored as it is.</summary>
    bool IsEncrypting { get; }

    string Encrypt(string text);

    /// <summary>The clear text, or an error that says that no key fits.</summary>
    string Decrypt(string token);

    bool TryDecrypt(string token, [MaybeNullWhen(false)] out string text);

    /// <summary>The same secret under the first key, for rotation.</summary>
    string Rotate(string token);
}
