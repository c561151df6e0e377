<?php
// Asks a wiki what script/app-mediawiki wants to know of it: passwords, and the full-text search.
require_once '/usr/share/mediawiki/maintenance/Maintenance.php';

use MediaWiki\Auth\AuthManager;
use MediaWiki\Auth\PasswordAuthenticationRequest;
use MediaWiki\MediaWikiServices;

class Check extends Maintenance {
	public function execute() {
		foreach ( [ 'Admin' => 'a long password 1', 'Ada' => 'her long password 2' ] as $name => $password ) {
			$request = new PasswordAuthenticationRequest();
			$request->action = AuthManager::ACTION_LOGIN;
			$request->username = $name;
			$request->password = $password;
			$provider = MediaWikiServices::getInstance()->getAuthManager()->getAuthenticationProvider( MediaWiki\Auth\LocalPasswordPrimaryAuthenticationProvider::class );
			if ( $provider->beginPrimaryAuthentication( [ 'MediaWiki\\Auth\\PasswordAuthenticationRequest' => $request ] )->status !== 'PASS' ) {
				$this->fatalError( "$name can not log in" );
			}
		}
		$search = MediaWikiServices::getInstance()->newSearchEngine();
		$found = $search->searchText( 'word2' );
		if ( $found instanceof Status ) {
			$found = $found->getValue();
		}
		if ( $found->numRows() !== 1 ) {
			$this->fatalError( 'search finds ' . $found->numRows() . ' pages, and one has the word' );
		}
	}
}

$maintClass = Check::class;
require_once RUN_MAINTENANCE_IF_MAIN;
