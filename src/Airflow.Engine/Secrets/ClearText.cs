namespace Airflow.Engine.Secrets;

/// <summary>Stores secrets as they are, because no key is set.</summary>
internal sealed class ClearText : ISecretCipher
{
    public bool IsEncrypting => false;

    public string Encrypt(string text) => text;

    public string Decrypt(string token) => token;

    public bool TryDecrypt(string token, out string text)
    {
        text = token;
        return true;
    }

    public string Rotate(string token) => token;
}
