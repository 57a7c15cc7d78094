using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Tests.Cli;

/// <summary>A test over real certificate databases of NSS.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CertutilFactAttribute : FactAttribute
{
    public CertutilFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || new SystemPrograms().Find("certutil") is null)
            Skip = "needs certutil (Debian: libnss3-tools)";
    }
}
