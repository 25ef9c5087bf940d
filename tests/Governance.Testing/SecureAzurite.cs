using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Governance.Testing;

/// <summary>
/// A real Azurite over HTTPS that takes tokens: it checks issuer, audience and validity, but not the signature. Its
/// certificate is made here, and only <see cref="Trusting"/> trusts it.
/// </summary>
public sealed class SecureAzurite : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("governance-certificate-");
    private readonly Lazy<Task<(Process Process, int Port)>> _service;
    private readonly X509Certificate2 _certificate = OwnCertificate.ForLoopback();

    public SecureAzurite() => _service = new(StartAsync);

    /// <summary>The account's address for <c>Governance:Blobs:ServiceUri</c>.</summary>
    public async Task<string> ServiceUriAsync() => $"https://127.0.0.1:{(await _service.Value).Port}/{Azurite.Account}";

    /// <summary>A connection handler as the product's, which trusts this certificate and no other.</summary>
    public SocketsHttpHandler Trusting() =>
        new()
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, given, _, _) =>
                    given is not null && given.GetCertHashString() == _certificate.GetCertHashString(),
            },
        };

    public async ValueTask DisposeAsync()
    {
        if (_service.IsValueCreated)
        {
            var (process, _) = await _service.Value;
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
                process.Kill();
            process.Dispose();
        }
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<(Process Process, int Port)> StartAsync()
    {
        var (certificate, key) = (Path.Combine(_folder.FullName, "own.pem"), Path.Combine(_folder.FullName, "own.key"));
        await File.WriteAllTextAsync(certificate, _certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, _certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return await Azurite.StartAsync("--oauth", "basic", "--cert", certificate, "--key", key);
    }
}
