namespace Airflow.Engine.Secrets;

/// <summary>Decryption with errors that name what cannot be read.</summary>
internal static class SecretCipherExtensions
{
    /// <summary>The clear text of a stored secret.</summary>
    public static string DecryptOf(this ISecretCipher cipher, string what, string token)
    {
        // without a key a token would pass as clear text
        if (cipher.IsEncrypting && cipher.TryDecrypt(token, out var text))
        {
            return text;
        }

        throw new AirflowException(
            "fernet_key_mismatch", $"The {what} cannot be decrypted: no key in [core] fernet_key fits. Add the key it was stored with.");
    }
}
