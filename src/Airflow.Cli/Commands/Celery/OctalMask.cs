using Airflow.Engine;

namespace Airflow.Cli.Commands.Celery;

/// <summary>Permissions to take away, in octal as a shell's umask has them: 077, 0o027.</summary>
internal static class OctalMask
{
    private const int Octal = 8;

    public static uint Parse(string text)
    {
        var digits = text.Trim();
        digits = digits.StartsWith("0o", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        return digits.Length is > 0 and <= 4 && digits.All(static digit => digit is >= '0' and <= '7') && Convert.ToUInt32(digits, Octal) is var mask and <= 511
            ? mask
            : throw new AirflowException("umask_invalid", $"--umask and [celery] worker_umask take permissions in octal such as 027, not '{text}'.");
    }
}
